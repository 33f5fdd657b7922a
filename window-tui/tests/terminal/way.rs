//! A way to the server that can hold back what the server says.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

/// Longer than anything here takes; nothing waits for it when all is well.
const LIMIT: Duration = Duration::from_mins(1);

#[derive(Debug, Default)]
struct State {
    is_held: bool,
    /// Answers to requests that are held back.
    answers: u32,
}

type Shared = Arc<(Mutex<State>, Condvar)>;

/// The way. Its threads end with their connections.
pub(crate) struct Way {
    address: SocketAddr,
    shared: Shared,
}

impl Way {
    /// A way to this server, `http://HOST:PORT`.
    pub(crate) fn to(server: &str) -> Self {
        let server = server.strip_prefix("http://").expect("a plain address");
        let server: SocketAddr = server.parse().expect("a plain address");
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port can be had");
        let address = listener.local_addr().expect("a listener has an address");
        let shared = Shared::default();
        let way = Self {
            address,
            shared: shared.clone(),
        };
        std::thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                // A server that has ended takes nobody.
                let Ok(server) = TcpStream::connect(server) else {
                    return;
                };
                carry(client, server, &shared);
            }
        });
        way
    }

    /// Where it begins.
    pub(crate) fn address(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Lets nothing of the server through from now on.
    pub(crate) fn hold(&self) {
        self.change(|state| state.is_held = true);
    }

    /// Lets everything through again.
    pub(crate) fn release(&self) {
        self.change(|state| state.is_held = false);
    }

    /// Waits until the server has answered a request and the answer is held back.
    pub(crate) fn until_answered(&self) {
        let (state, changed) = &*self.shared;
        let state = state.lock().expect("nobody panics with the state");
        let waited = changed.wait_timeout_while(state, LIMIT, |state| state.answers == 0);
        let is_late = waited.expect("nobody panics with the state").1.timed_out();
        assert!(!is_late, "no answer came");
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        let (state, changed) = &*self.shared;
        change(&mut state.lock().expect("nobody panics with the state"));
        changed.notify_all();
    }
}

/// Carries one connection both ways.
fn carry(client: TcpStream, server: TcpStream, shared: &Shared) {
    let twice = |end: &TcpStream| end.try_clone().expect("a socket can be held twice");
    let (mut from_client, mut to_server) = (twice(&client), twice(&server));
    std::thread::spawn(move || {
        // A cut on one side is a cut on the other.
        let _ = std::io::copy(&mut from_client, &mut to_server);
        let _ = to_server.shutdown(std::net::Shutdown::Both);
    });
    let shared = shared.clone();
    std::thread::spawn(move || {
        let _ = tell(server, &client, &shared);
        let _ = client.shutdown(std::net::Shutdown::Both);
    });
}

/// What the server says, unless it is held back.
fn tell(mut server: TcpStream, mut client: &TcpStream, shared: &Shared) -> std::io::Result<()> {
    let (state, changed) = &**shared;
    let mut buffer = [0; 4096];
    loop {
        let count = server.read(&mut buffer)?;
        if count == 0 {
            return Ok(());
        }
        let said = &buffer[..count];
        let mut state = state.lock().expect("nobody panics with the state");
        if state.is_held && said.starts_with(b"HTTP/1.1 ") {
            state.answers += 1;
            changed.notify_all();
        }
        let state = changed.wait_while(state, |state| state.is_held);
        drop(state.expect("nobody panics with the state"));
        client.write_all(said)?;
    }
}
