//! Resuming: the server's bounded memory of frames, and the client's place in the journal.
