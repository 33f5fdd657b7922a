//! The link over real sockets on the loopback: a server of the test's own, scripted by hand.

#[path = "support/feed.rs"]
mod feed;

use feed::{event, issued, refused, snapshot, welcome};
use futures_util::{SinkExt, StreamExt};
use hall_core::device::Role;
use hall_device::link::LostReason;
use hall_device::{Backoff, Link, LinkConfig, LinkEvent, LinkHandle, Token};
use hall_protocol::frame::{ClientFrame, Hello};
use hall_protocol::resume::Reason;
use hall_protocol::{Problem, decode, encode};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::mpsc::Receiver;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::handshake::server::{Request, Response};
use tokio_tungstenite::{WebSocketStream, accept_hdr_async};

struct Server {
    listener: TcpListener,
}

fn config(server: &str) -> LinkConfig {
    let token = Token::new("secret").expect("a plain token");
    let server = server.parse().expect("a plain address");
    LinkConfig {
        backoff: Backoff::new(1, 10),
        ..LinkConfig::new(server, token, Role::Window)
    }
}

/// One accepted connection.
struct Peer {
    stream: WebSocketStream<TcpStream>,
}

impl Server {
    async fn start() -> Self {
        Self {
            listener: TcpListener::bind("127.0.0.1:0")
                .await
                .expect("a port is free"),
        }
    }

    fn config(&self) -> LinkConfig {
        let address = self
            .listener
            .local_addr()
            .expect("a bound socket has an address");
        config(&format!("http://{address}"))
    }

    async fn socket(&self) -> TcpStream {
        self.listener.accept().await.expect("the link connects").0
    }

    /// Accepts the link, checks how it introduces itself, and gives its hello.
    async fn accept(&self) -> (Peer, Hello) {
        #[expect(
            clippy::result_large_err,
            reason = "the handshake's callback has this type"
        )]
        let check = |request: &Request, response: Response| {
            assert_eq!(request.uri().path(), "/api/v1/feed");
            let bearer = request
                .headers()
                .get("authorization")
                .and_then(|v| v.to_str().ok());
            assert_eq!(bearer, Some("Bearer secret"));
            Ok(response)
        };
        let accepted = accept_hdr_async(self.socket().await, check).await;
        let mut peer = Peer {
            stream: accepted.expect("the link shakes hands"),
        };
        match peer.hear().await {
            Some(ClientFrame::Hello(hello)) => (peer, hello),
            other => panic!("a hello comes first, not {other:?}"),
        }
    }

    /// Brings the link to event 10.
    async fn accept_at_10(&self, events: &mut Receiver<LinkEvent>) -> Peer {
        let (mut peer, _) = self.accept().await;
        peer.say(&welcome(10)).await;
        peer.say(&snapshot(10)).await;
        assert!(matches!(next(events).await, LinkEvent::Connected(_)));
        assert_eq!(next(events).await, LinkEvent::Resynced);
        peer
    }
}

impl Peer {
    async fn say(&mut self, text: &str) {
        self.stream
            .send(Message::text(text))
            .await
            .expect("the link listens");
    }

    async fn hear(&mut self) -> Option<ClientFrame> {
        match self.stream.next().await {
            Some(Ok(Message::Text(text))) => {
                Some(decode(&text, 10_000).expect("the link sends frames"))
            }
            _ => None,
        }
    }
}

/// The next event that is no heartbeat.
async fn next(events: &mut Receiver<LinkEvent>) -> LinkEvent {
    loop {
        match events.recv().await.expect("the link runs") {
            LinkEvent::Heard(_) => {}
            event => return event,
        }
    }
}

fn issued_in(handle: &LinkHandle) -> Option<u32> {
    handle.picture().day.as_ref().map(|day| day.issued)
}

#[tokio::test]
async fn a_link_that_was_cut_resumes_where_it_was() {
    let server = Server::start().await;
    let (handle, mut events) = Link::spawn(server.config());
    let (mut peer, first) = server.accept().await;
    assert!(first.fresh && first.epoch.is_none());
    peer.say(&welcome(10)).await;
    peer.say(&snapshot(10)).await;
    peer.say(&event(11, issued(1))).await;
    assert!(handle.reached(11).await);
    assert!(handle.is_live() && !handle.is_stale());
    assert_eq!(issued_in(&handle), Some(1));
    assert!(handle.hall_now(handle.now_ms()).is_some());
    assert!(matches!(next(&mut events).await, LinkEvent::Connected(_)));
    assert_eq!(next(&mut events).await, LinkEvent::Resynced);
    assert_eq!(next(&mut events).await, LinkEvent::Changed(vec![issued(1)]));

    drop(peer);
    assert!(matches!(
        next(&mut events).await,
        LinkEvent::Lost {
            reason: LostReason::Closed(_),
            ..
        }
    ));
    assert_eq!(issued_in(&handle), Some(1), "the last picture stays");

    let (mut peer, again) = server.accept().await;
    assert_eq!((again.epoch.as_deref(), again.seq), (Some(feed::EPOCH), 11));
    assert_eq!(again.hash, Some(feed::hash(11)));
    assert!(!again.fresh);
    peer.say(&welcome(12)).await;
    peer.say(&event(12, issued(2))).await;
    assert!(matches!(next(&mut events).await, LinkEvent::Connected(_)));
    assert_eq!(next(&mut events).await, LinkEvent::Changed(vec![issued(2)]));
    assert_eq!((handle.seq(), issued_in(&handle)), (12, Some(2)));
}

#[tokio::test]
async fn a_live_link_sends_heartbeats() {
    let server = Server::start().await;
    let (_handle, mut events) = Link::spawn(server.config());
    let mut peer = server.accept_at_10(&mut events).await;
    assert_eq!(peer.hear().await, Some(ClientFrame::Heartbeat { seq: 10 }));
}

#[tokio::test]
async fn a_refusal_is_told_with_its_code() {
    let server = Server::start().await;
    let (handle, mut events) = Link::spawn(server.config());
    let (mut peer, _) = server.accept().await;
    peer.say(&refused("device_revoked")).await;
    let LinkEvent::Refused { code, title } = next(&mut events).await else {
        panic!("a refusal is told")
    };
    assert_eq!(
        (code.as_str(), title.as_str()),
        ("device_revoked", "Ask the operator.")
    );
    assert!(!handle.is_live());
    assert_eq!(peer.hear().await, None, "the link leaves");
}

/// Answers a handshake with an HTTP error.
async fn reject(server: &Server, status: &str, body: &str) {
    let mut socket = server.socket().await;
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        request.push(socket.read_u8().await.expect("the link asks"));
    }
    let length = body.len();
    let answer = format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\n\r\n{body}");
    socket
        .write_all(answer.as_bytes())
        .await
        .expect("the link listens");
}

#[tokio::test]
async fn a_refused_handshake_tells_what_the_server_says() {
    let server = Server::start().await;
    let (_handle, mut events) = Link::spawn(server.config());
    let problem = Problem {
        status: 401,
        code: "unknown_token".into(),
        title: "Enrol this device.".into(),
        detail: String::new(),
        hint: String::new(),
        ticket: None,
    };
    reject(&server, "401 Unauthorized", &encode(&problem)).await;
    let (code, title) = (problem.code, problem.title);
    assert_eq!(next(&mut events).await, LinkEvent::Refused { code, title });
}

#[tokio::test]
async fn a_busy_server_is_tried_again_soon() {
    let server = Server::start().await;
    let (_handle, mut events) = Link::spawn(server.config());
    reject(&server, "503 Service Unavailable", "").await;
    let lost = next(&mut events).await;
    assert!(matches!(
        lost,
        LinkEvent::Lost {
            reason: LostReason::Unreachable(_),
            ..
        }
    ));
    server.accept_at_10(&mut events).await;
}

#[tokio::test]
async fn garbage_of_any_kind_is_survived_by_a_new_connection() {
    let server = Server::start().await;
    let (handle, mut events) = Link::spawn(server.config());
    let garbage = [
        Message::text("}{"),
        Message::text(r#"{"type":"event","seq":"eleven"}"#),
        Message::binary(vec![0, 159, 146, 150]),
    ];
    for message in garbage {
        let mut peer = server.accept_at_10(&mut events).await;
        peer.stream.send(message).await.expect("the link listens");
        let lost = next(&mut events).await;
        assert!(
            matches!(
                &lost,
                LinkEvent::Lost {
                    reason: LostReason::Confused(Reason::Undecodable(_)) | LostReason::Closed(_),
                    ..
                }
            ),
            "{lost:?}"
        );
        assert_eq!(handle.seq(), 10);
    }
    // Not even a WebSocket frame.
    let mut peer = server.accept_at_10(&mut events).await;
    peer.stream
        .get_mut()
        .write_all(&[0xff; 64])
        .await
        .expect("the link listens");
    let lost = next(&mut events).await;
    assert!(
        matches!(
            lost,
            LinkEvent::Lost {
                reason: LostReason::Closed(_),
                ..
            }
        ),
        "{lost:?}"
    );
    server.accept_at_10(&mut events).await;
}

#[tokio::test]
async fn a_server_that_is_not_there_is_told_and_looked_for_again() {
    // Bound but not listening: the port is ours, and connections are refused.
    let socket = TcpSocket::new_v4().expect("a socket can be made");
    socket
        .bind("127.0.0.1:0".parse().expect("a plain address"))
        .expect("a port is free");
    let address = socket.local_addr().expect("a bound socket has an address");
    let (_handle, mut events) = Link::spawn(config(&format!("http://{address}")));
    let lost = next(&mut events).await;
    assert!(matches!(
        lost,
        LinkEvent::Lost {
            reason: LostReason::Unreachable(_),
            since_ms: 0
        }
    ));
    let listener = socket.listen(1).expect("a bound socket can listen");
    Server { listener }.accept_at_10(&mut events).await;
}

#[tokio::test]
async fn a_link_ends_with_its_program() {
    let server = Server::start().await;
    let (handle, mut events) = Link::spawn(server.config());
    let mut peer = server.accept_at_10(&mut events).await;
    drop(events);
    assert_eq!(peer.hear().await, None);
    assert!(!handle.reached(11).await);
}

#[tokio::test]
async fn a_device_is_a_witness_after_its_restart() -> std::io::Result<()> {
    let dir = tempfile::tempdir()?;
    let server = Server::start().await;
    let config = LinkConfig {
        seen_file: Some(dir.path().join("seen.json")),
        ..server.config()
    };
    let (handle, mut events) = Link::spawn(config.clone());
    let mut peer = server.accept_at_10(&mut events).await;
    let series = "E".parse().expect("a plain series");
    handle.note_number(hall_core::Date(20_000), series, 31);
    handle.note_block(hall_core::Date(20_000), series, 5499);
    let seen = handle.seen();
    drop(events);
    assert_eq!(peer.hear().await, None);
    // The link has ended once nobody can tell its place any more.
    assert!(!handle.reached(11).await);

    let (_handle, _events) = Link::spawn(config);
    let (_peer, hello) = server.accept().await;
    assert_eq!(
        (hello.epoch, hello.seq, hello.hash),
        (seen.epoch, 10, Some(feed::hash(10)))
    );
    assert!(hello.fresh);
    assert_eq!(hello.highest, seen.highest);
    assert_eq!(
        (hello.highest[0].online, hello.highest[0].block),
        (31, 5499)
    );
    Ok(())
}

#[tokio::test]
async fn a_program_that_reads_slowly_loses_nothing() {
    let server = Server::start().await;
    let (handle, mut events) = Link::spawn(server.config());
    let mut peer = server.accept_at_10(&mut events).await;
    let last = 10 + 600;
    for seq in 11..=last {
        peer.say(&event(
            seq,
            issued(u32::try_from(seq).expect("a small number")),
        ))
        .await;
    }
    for seq in 11..=last {
        let issued = issued(u32::try_from(seq).expect("a small number"));
        assert_eq!(next(&mut events).await, LinkEvent::Changed(vec![issued]));
    }
    let reached = tokio::time::timeout(Duration::from_secs(5), handle.reached(last)).await;
    assert_eq!(reached, Ok(true));
}
