//! A headless board over a real link: it says every call once, also those it missed while cut off.

use display_board::run::RunConfig;
use display_board::voice::VoiceChoice;
use display_board::watch::Watched;
use futures_util::{SinkExt as _, StreamExt as _};
use hall_core::Time;
use hall_core::code::WindowNumber;
use hall_core::device::Role;
use hall_device::{Backoff, LinkConfig, Token};
use hall_protocol::frame::{ClientFrame, Hello, Welcome};
use hall_protocol::limits::FRAME_BYTES_MAX;
use hall_protocol::resume::{Answer, Memory, Published};
use hall_protocol::view::{CallView, DayView, HallView};
use hall_protocol::{Change, Picture, ServerFrame, Stamp, decode, encode};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;

type Socket = WebSocketStream<TcpStream>;
type Failure = Box<dyn std::error::Error>;

const EPOCH: &str = "1-00000000000000ab";
const T0: i64 = 1_772_505_720_000;

/// A hall that only calls, with the server's real memory of frames.
struct Hall {
    listener: TcpListener,
    memory: Memory,
    picture: Picture,
    seq: u64,
}

impl Hall {
    async fn new() -> Result<Self, Failure> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let memory = Memory::new(EPOCH, 0, "0000000000000000");
        let day = DayView {
            day: "2026-03-03".parse()?,
            stage: "open".to_owned(),
            issued: 0,
        };
        let picture = Picture {
            day: Some(day),
            ..Picture::default()
        };
        Ok(Self {
            listener,
            memory,
            picture,
            seq: 0,
        })
    }

    fn board(&self, voice: VoiceChoice) -> Result<Watched, Failure> {
        Ok(Watched::spawn(self.config(voice)?))
    }

    fn config(&self, voice: VoiceChoice) -> Result<RunConfig, Failure> {
        let server = format!("http://{}", self.listener.local_addr()?).parse()?;
        let token = Token::new("board-token").ok_or("a token")?;
        let mut link = LinkConfig::new(server, token, Role::Board);
        link.backoff = Backoff::new(1, 2);
        Ok(RunConfig::new(link, voice))
    }

    /// Calls the next number and tells who is connected.
    async fn call(&mut self, socket: Option<&mut Socket>) -> Result<(), Failure> {
        self.seq += 1;
        let at = Stamp(Time(T0 + self.seq as i64));
        let call = CallView {
            number: format!("A{:03}", self.seq),
            mark: String::new(),
            window: WindowNumber(14),
            zone: "life".parse()?,
            floor: 1,
            queue: "bus".parse()?,
            at,
            times: 1,
        };
        let change = Change::Call(call);
        self.picture.apply(&change);
        let published = Published::new(self.seq, &format!("{:016x}", self.seq), at, vec![change]);
        if let Some(socket) = socket {
            socket
                .send(Message::text(published.public.to_string()))
                .await?;
        }
        self.memory.push(published);
        Ok(())
    }

    /// Takes the next connection and answers its hello as the server does.
    async fn accept(&self) -> Result<(Socket, Hello), Failure> {
        let (stream, _) = self.listener.accept().await?;
        let mut socket = tokio_tungstenite::accept_async(stream).await?;
        let hello = loop {
            let text = socket.next().await.ok_or("a frame")??.into_text()?;
            if let ClientFrame::Hello(hello) = decode(&text, FRAME_BYTES_MAX)? {
                break hello;
            }
        };
        let welcome = ServerFrame::Welcome(Box::new(self.welcome()));
        socket.send(Message::text(encode(&welcome))).await?;
        match self.memory.answer(&hello, None) {
            Answer::Missed(frames) => {
                for frame in frames {
                    socket.send(Message::text(frame.to_string())).await?;
                }
            }
            _ => socket.send(Message::text(encode(&self.snapshot()))).await?,
        }
        Ok((socket, hello))
    }

    fn snapshot(&self) -> ServerFrame {
        ServerFrame::Snapshot {
            epoch: EPOCH.to_owned(),
            seq: self.seq,
            hash: format!("{:016x}", self.seq),
            picture: Box::new(self.picture.clone()),
        }
    }

    fn welcome(&self) -> Welcome {
        let hall = serde_json::json!({
            "code": "hall", "name": "大厅", "timezone": "Asia/Shanghai",
            "guide_desk": {"name": "导服台"}, "languages": ["zh-CN", "en"], "zones": [],
            "restore_minutes": 30, "call_interval_s": 20, "suggest_missed_after": 3,
        });
        let hall: HallView = serde_json::from_value(hall).expect("a hall");
        Welcome {
            version: hall_protocol::CURRENT,
            epoch: EPOCH.to_owned(),
            seq: self.seq,
            now: Stamp(Time(T0 + self.seq as i64)),
            speed: 1,
            hall,
            window: None,
            online_max: std::collections::BTreeMap::new(),
        }
    }
}

fn numbers(board: &Watched) -> Vec<String> {
    board
        .announced()
        .into_iter()
        .map(|call| call.number)
        .collect()
}

fn expected(count: u64) -> Vec<String> {
    (1..=count).map(|n| format!("A{n:03}")).collect()
}

#[tokio::test]
async fn a_board_cut_off_for_fifty_calls_says_and_shows_the_same_as_one_never_cut()
-> Result<(), Failure> {
    let mut hall = Hall::new().await?;
    let board = hall.board(VoiceChoice::None)?;
    let (mut socket, hello) = hall.accept().await?;
    assert!(hello.fresh, "a new board asks for a picture");
    for _ in 0..3 {
        hall.call(Some(&mut socket)).await?;
    }
    assert!(board.announced_to(3).await);
    drop(socket);
    for _ in 0..50 {
        hall.call(None).await?;
    }
    let (mut socket, hello) = hall.accept().await?;
    assert_eq!(hello.seq, 3, "it resumes where it was");
    hall.call(Some(&mut socket)).await?;
    assert!(board.announced_to(54).await);
    assert_eq!(numbers(&board), expected(54), "in order, each exactly once");
    assert_eq!(*board.picture(), hall.picture);
    Ok(())
}

#[tokio::test]
async fn calls_from_before_the_board_looked_are_shown_but_not_said() -> Result<(), Failure> {
    let mut hall = Hall::new().await?;
    hall.call(None).await?;
    let board = hall.board(VoiceChoice::None)?;
    let (mut socket, _) = hall.accept().await?;
    hall.call(Some(&mut socket)).await?;
    assert!(board.announced_to(1).await);
    assert_eq!(numbers(&board), ["A002"]);
    assert_eq!(board.picture().calls.len(), 2);
    Ok(())
}

#[tokio::test]
async fn a_board_with_files_writes_one_per_announcement() -> Result<(), Failure> {
    let dir = tempfile::tempdir()?;
    let mut hall = Hall::new().await?;
    let server = hall.board(VoiceChoice::Wav(dir.path().to_owned()))?;
    let (mut socket, _) = hall.accept().await?;
    hall.call(Some(&mut socket)).await?;
    assert!(server.announced_to(1).await);
    let files = std::fs::read_dir(dir.path())?.collect::<Result<Vec<_>, _>>()?;
    assert_eq!(files.len(), 1);
    assert_eq!(server.counts().announced, 1);
    Ok(())
}

#[cfg(unix)]
#[tokio::test]
async fn calls_stand_on_a_led_bar_until_the_board_ends() -> Result<(), Failure> {
    use display_board::led::LedFile;
    use display_board::run::run_plain;
    use hall_device::led::onbon::{Brightness, Command};
    use hall_fixtures::led::{NetworkLed, OnbonCard};
    use std::time::Duration;

    // Longer than anything here takes; nothing waits for it when all is well.
    const LIMIT: Duration = Duration::from_secs(30);
    let card = NetworkLed::with_device(OnbonCard::new(1, 32, 4)).await?;
    let dir = tempfile::tempdir()?;
    let driver = include_str!("../../fixtures/led/onbon-board.toml");
    std::fs::write(dir.path().join("onbon-board.toml"), driver)?;
    let file = include_str!("../../fixtures/led/board.toml");
    let file = file.replace("192.168.1.70:5005", &card.addr().to_string());
    let path = dir.path().join("board.toml");
    std::fs::write(&path, file)?;

    let mut hall = Hall::new().await?;
    hall.call(None).await?;
    let mut config = hall.config(VoiceChoice::None)?;
    config.led = Some(LedFile::read(&path)?);
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let board = tokio::spawn(run_plain(config, async move {
        stopped.await.unwrap_or_default();
    }));
    let (mut socket, _) = hall.accept().await?;
    hall.call(Some(&mut socket)).await?;
    let both = "A002  请到 14 号窗口\nA001  请到 14 号窗口";
    assert!(card.wait_for(LIMIT, |card| card.text() == both).await);
    let is_set = |card: &OnbonCard| card.clock().is_some() && card.brightness().is_some();
    assert!(card.wait_for(LIMIT, is_set).await);
    let told = card.with(|card| card.told().to_vec());
    let settings: Vec<_> = told
        .iter()
        .filter(|command| !matches!(command, Command::Areas(_)))
        .collect();
    assert!(
        matches!(
            settings[..],
            [Command::Clock(_), Command::Brightness(Brightness::Daily(_))]
                | [Command::Brightness(Brightness::Daily(_)), Command::Clock(_)]
        ),
        "each once: {settings:?}"
    );

    stop.send(()).map_err(|()| "the board has ended")?;
    board.await?;
    assert_eq!(card.with(|card| card.text().to_owned()), "");
    Ok(())
}

#[cfg(unix)]
#[tokio::test]
async fn bars_that_share_a_line_all_show_a_call_and_are_all_dark_in_the_end() -> Result<(), Failure>
{
    use display_board::led::LedFile;
    use display_board::run::run_plain;
    use hall_fixtures::led::{Bus, NetworkLed, OnbonCard};
    use std::time::Duration;

    // Longer than anything here takes; nothing waits for it when all is well.
    const LIMIT: Duration = Duration::from_secs(30);
    let cards = [1, 2, 3].map(|screen| OnbonCard::new(screen, 16, 1));
    let converter = NetworkLed::with_device(Bus::new(cards)).await?;
    let dir = tempfile::tempdir()?;
    let driver = include_str!("../../fixtures/led/onbon.toml");
    std::fs::write(dir.path().join("onbon.toml"), driver)?;
    let bar = |number: u16| {
        let port = converter.addr();
        format!("[[bar]]\nport = \"tcp:{port}\"\ndriver = \"onbon.toml\"\nnumber = {number}\n")
    };
    let path = dir.path().join("board.toml");
    std::fs::write(&path, [1, 2, 3].map(bar).concat())?;

    let mut hall = Hall::new().await?;
    let mut config = hall.config(VoiceChoice::None)?;
    config.led = Some(LedFile::read(&path)?);
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let board = tokio::spawn(run_plain(config, async move {
        stopped.await.unwrap_or_default();
    }));
    let (mut socket, _) = hall.accept().await?;
    hall.call(Some(&mut socket)).await?;
    let all_show = |text: &'static str| {
        move |bus: &Bus<OnbonCard>| bus.bars.iter().all(|card| card.text() == text)
    };
    let call = "A001  14 号窗口";
    assert!(converter.wait_for(LIMIT, all_show(call)).await);
    stop.send(()).map_err(|()| "the board has ended")?;
    board.await?;
    assert!(converter.with(|bus| all_show("")(bus)));
    assert_eq!(converter.with(|bus| bus.collisions()), 0);
    Ok(())
}
