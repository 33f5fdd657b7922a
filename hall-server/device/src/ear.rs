//! Listening to a line: frames as they come, and after a quiet moment what stood behind a begun
//! frame. Every frame carries the time at which its bytes came, not the time at which it was told
//! from noise: an answer must not move to the question after it.

/// Finds frames in a stream of bytes.
pub(crate) trait Frames {
    /// What is found.
    type Frame;

    /// Takes bytes and gives the frames that are now complete.
    fn feed(&mut self, bytes: &[u8]) -> Vec<Self::Frame>;

    /// The line was quiet: gives what only silence completes.
    fn give_up_partial(&mut self) -> Vec<Self::Frame>;

    /// Whether silence could bring something.
    fn has_partial(&self) -> bool;

    /// Forgets what came.
    fn clear(&mut self);
}

/// A decoder and when its line was last heard.
#[derive(Clone, Debug)]
pub(crate) struct Ear<D> {
    decoder: D,
    heard_ms: u64,
}

/// A frame and when the last byte before the silence came.
pub(crate) type At<F> = (F, u64);

/// Milliseconds of silence after which a begun frame is given up; the longest takes 76 at 9600.
pub(crate) const FRAME_GAP_MS: u64 = 300;

impl<D: Frames> Ear<D> {
    /// An ear that has heard nothing.
    pub(crate) fn new(decoder: D) -> Self {
        Self {
            decoder,
            heard_ms: 0,
        }
    }

    /// When the silence is long enough; `u64::MAX` while nothing waits for it.
    pub(crate) fn wake_ms(&self) -> u64 {
        if self.decoder.has_partial() {
            self.quiet_ms()
        } else {
            u64::MAX
        }
    }

    /// Bytes came.
    pub(crate) fn hear(&mut self, bytes: &[u8], now_ms: u64) -> Vec<At<D::Frame>> {
        let mut found = self.listen(now_ms);
        self.heard_ms = now_ms;
        let frames = self.decoder.feed(bytes);
        found.extend(frames.into_iter().map(|frame| (frame, now_ms)));
        found
    }

    /// Time has passed.
    pub(crate) fn listen(&mut self, now_ms: u64) -> Vec<At<D::Frame>> {
        if now_ms < self.quiet_ms() {
            return Vec::new();
        }
        let heard_ms = self.heard_ms;
        let frames = self.decoder.give_up_partial().into_iter();
        frames.map(|frame| (frame, heard_ms)).collect()
    }

    /// Forgets what came from a port that is gone.
    pub(crate) fn clear(&mut self) {
        self.decoder.clear();
    }

    fn quiet_ms(&self) -> u64 {
        self.heard_ms.saturating_add(FRAME_GAP_MS)
    }
}
