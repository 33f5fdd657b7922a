//! The HTTP client against a server of the test's own, one scripted answer per connection.

use hall_device::{Api, ApiError, ServerAddress, Token, request_id};
use hall_protocol::api::{Rate, Rated};
use hall_protocol::{Problem, encode};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

struct Server {
    listener: TcpListener,
}

struct Asked {
    head: String,
    body: String,
    socket: BufReader<TcpStream>,
}

impl Server {
    async fn start() -> (Self, Api) {
        let listener = TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a port is free");
        let port = listener
            .local_addr()
            .expect("a bound socket has an address")
            .port();
        let address: ServerAddress = format!("http://127.0.0.1:{port}")
            .parse()
            .expect("a plain address");
        let api = Api::new(address, Token::new("secret")).expect("a client can be made");
        (Self { listener }, api)
    }

    async fn asked(&self) -> Asked {
        let (socket, _) = self.listener.accept().await.expect("the client connects");
        let mut socket = BufReader::new(socket);
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            socket
                .read_line(&mut head)
                .await
                .expect("the client sends a head");
        }
        let length = head
            .to_lowercase()
            .lines()
            .find_map(|line| line.strip_prefix("content-length: ")?.parse().ok())
            .unwrap_or(0);
        let mut body = vec![0; length];
        socket
            .read_exact(&mut body)
            .await
            .expect("the client sends its body");
        Asked {
            head,
            body: String::from_utf8(body).expect("JSON is UTF-8"),
            socket,
        }
    }
}

impl Asked {
    async fn answer(mut self, status: &str, body: &str) {
        let length = body.len();
        let text = format!(
            "HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}"
        );
        self.socket
            .write_all(text.as_bytes())
            .await
            .expect("the client listens");
    }
}

fn rate() -> Rate {
    let ticket = hall_core::code::TicketId(18);
    Rate {
        request_id: request_id(),
        ticket,
        level: 5,
        reason: None,
        reasons: Vec::new(),
    }
}

fn rated() -> Rated {
    Rated {
        ticket: hall_core::code::TicketId(18),
        number: "E018".into(),
        level: 5,
    }
}

const RATINGS: &str = "/api/v1/ratings";

#[tokio::test]
async fn a_post_carries_token_and_body_and_gives_the_answer() {
    let (server, api) = Server::start().await;
    let rate = rate();
    let (answer, ()) = tokio::join!(api.post::<_, Rated>(RATINGS, &rate, 1), async {
        let asked = server.asked().await;
        let head = asked.head.to_lowercase();
        assert!(head.starts_with("post /api/v1/ratings http/1.1"), "{head}");
        assert!(head.contains("authorization: bearer secret"), "{head}");
        assert!(head.contains("content-type: application/json"), "{head}");
        assert_eq!(asked.body, encode(&rate));
        asked.answer("201 Created", &encode(&rated())).await;
    });
    assert_eq!(answer, Ok(rated()));
}

#[tokio::test]
async fn a_lost_answer_is_asked_for_again_with_the_same_request_id() {
    let (server, api) = Server::start().await;
    let rate = rate();
    let (answer, ()) = tokio::join!(api.post::<_, Rated>(RATINGS, &rate, 3), async {
        let first = server.asked().await;
        let body = first.body.clone();
        drop(first);
        let second = server.asked().await;
        assert_eq!(second.body, body);
        assert!(body.contains(&rate.request_id));
        second.answer("201 Created", &encode(&rated())).await;
    });
    assert_eq!(answer, Ok(rated()));
}

#[tokio::test]
async fn tries_end_and_the_last_error_names_the_server() {
    let (server, api) = Server::start().await;
    let rate = rate();
    let (answer, ()) = tokio::join!(api.post::<_, Rated>(RATINGS, &rate, 2), async {
        drop(server.asked().await);
        drop(server.asked().await);
        drop(server);
    });
    let error = answer.expect_err("nobody answered");
    assert!(matches!(error, ApiError::Unreachable { .. }));
    assert!(error.to_string().contains("http://127.0.0.1:"), "{error}");
}

#[tokio::test]
async fn a_refusal_is_not_tried_again_and_keeps_its_words() {
    let (server, api) = Server::start().await;
    let problem = Problem {
        status: 409,
        code: "already_rated".into(),
        title: "E018 is rated.".into(),
        detail: String::new(),
        hint: "Nothing more to do.".into(),
        ticket: None,
    };
    let rate = rate();
    let (answer, ()) = tokio::join!(api.post::<_, Rated>(RATINGS, &rate, 3), async {
        server
            .asked()
            .await
            .answer("409 Conflict", &encode(&problem))
            .await;
    });
    let error = answer.expect_err("the server refused");
    assert_eq!(error.code(), Some("already_rated"));
    assert_eq!(error, ApiError::Refused(Box::new(problem)));
}

#[tokio::test]
async fn what_is_no_answer_of_a_hall_is_told_apart() {
    let (server, api) = Server::start().await;
    let answers = [
        ("200 OK", "<html>"),
        ("502 Bad Gateway", "<html>"),
        ("302 Found", ""),
    ];
    for (status, body) in answers {
        let (answer, ()) = tokio::join!(api.get::<Rated>("/api/v1/hall"), async {
            let asked = server.asked().await;
            assert!(asked.head.starts_with("GET /api/v1/hall"), "{}", asked.head);
            asked.answer(status, body).await;
        });
        assert!(
            matches!(answer, Err(ApiError::Protocol { .. })),
            "{status}: {answer:?}"
        );
    }
}

#[test]
fn request_ids_are_different_uuids_of_version_7() {
    let (a, b) = (request_id(), request_id());
    assert_ne!(a, b);
    assert_eq!((a.len(), a.as_bytes()[14]), (36, b'7'));
}
