//! Requests to the whole server: router, handlers, desk and a store in memory.
//!
//! A step is a line: who, method, path, body. Whatever comes, the server answers: done, or a
//! problem of this contract in calm words. Nothing refused changes the hall, an accepted intent
//! sent again gets the same answer, the desk lives on, and a restart finds the hall as it was.

mod site;

use super::Target;
use super::promise::readable;
use super::script::{Words, lines};
use super::shape::{Shape, Tally};
use hall_protocol::Problem;
use site::{Reply, Site};

/// Requests.
pub(super) static REQUESTS: Target = Target {
    name: "requests",
    promise: "any request is answered, and what is refused changes nothing",
    heavy: true,
    tokens: &[
        b"\nkiosk POST /tickets {\"request_id\":\"00000000-0000-4000-8000-000000000001\",\"item\":\"CARD1\"}\n",
        b"\nkiosk POST /tickets {\"request_id\":\"00000000-0000-4000-8000-000000000002\",\"queue\":\"cards\",\"person\":{\"hash\":\"0123456789abcdef\"}}\n",
        b"\nkiosk POST /blocks {\"request_id\":\"00000000-0000-4000-8000-000000000003\",\"series\":\"A\"}\n",
        b"\nwindow POST /windows/1/call-next {\"request_id\":\"00000000-0000-4000-8000-000000000004\"}\n",
        b"\nwindow POST /windows/1/start {\"request_id\":\"00000000-0000-4000-8000-000000000005\"}\n",
        b"\nwindow POST /windows/1/finish {\"request_id\":\"00000000-0000-4000-8000-000000000006\",\"outcome\":\"done\"}\n",
        b"\nguide POST /tickets/1/restore {}\n",
        b"\nmanager POST /day/close {}\n",
        b"\npad POST /ratings {\"request_id\":\"00000000-0000-4000-8000-000000000007\",\"ticket\":1,\"level\":5}\n",
        b"\noffice POST /cases {\"request_id\":\"00000000-0000-4000-8000-000000000008\",\"clerk\":\"W1A\",\"item\":\"CARD1\",\"first\":{\"act\":\"accept\"}}\n",
        b"\noffice POST /cases/0/finish {\"request_id\":\"00000000-0000-4000-8000-000000000009\",\"clerk\":\"W1B\"}\n",
        b"\noffice POST /cases/0/suspend {\"request_id\":\"00000000-0000-4000-8000-00000000000a\",\"clerk\":\"W1B\",\"kind\":\"hearing\",\"from\":\"2026-03-03\",\"document\":\"12\"}\n",
        b"\noffice GET /cases?lamp=green&after=0\n",
        b"\ncallback POST /registers/complaint {\"request_id\":\"00000000-0000-4000-8000-00000000000b\",\"clerk\":\"W1B\",\"text\":\"a\"}\n",
        b"\ncallback POST /registers/patrol {\"request_id\":\"00000000-0000-4000-8000-00000000000c\",\"clerk\":\"W1B\",\"text\":\"a\",\"window\":1,\"rectify_by\":\"2026-03-04\"}\n",
        b"\ncallback POST /rectifications/0/contact {\"request_id\":\"00000000-0000-4000-8000-00000000000d\",\"clerk\":\"W1B\",\"reached\":true}\n",
        b"\nmanager POST /rectifications/0/judge {\"request_id\":\"00000000-0000-4000-8000-00000000000e\",\"clerk\":\"W1B\",\"judgement\":\"complex\"}\n",
        b"\ncallback GET /callbacks/2026-03-03\n",
        b"\ncallback POST /callbacks/2026-03-03/1 {\"request_id\":\"00000000-0000-4000-8000-00000000000f\",\"clerk\":\"W1B\",\"outcome\":\"reached\",\"channel\":\"phone\"}\n",
        b"\"until\":\"9999-12-31\"",
        b"\nwait 60\n",
        b"\nwait 86400\n",
        b"\"elapsed_ms\":-9223372036854775808",
        b"\"booking\":{\"slot\":\"9999-12-31T23:59:59Z\"}",
        b"\"booking\":{\"slot\":\"0000-01-01T00:00:00Z\"}",
        b"\"last_contact\":\"0000-01-01T00:00:00Z\"",
        b"\"minutes\":4294967295",
        b"\"version\":0",
        b"\"reason\":\"\xe2\x80\xae\"",
        b"transfer",
        b"reopen",
        b"18446744073709551615",
        b"%00",
        b"%2F",
        b"..",
        b"null",
        b"{}",
        b"\"a\"",
    ],
    run,
};

/// Requests of one script: each is a decision and a commit.
const REQUESTS_MAX: usize = 24;

fn run(input: &[u8]) -> Shape {
    let mut site = Site::open();
    let mut kinds = Tally::default();
    for line in lines(input).iter().take(REQUESTS_MAX) {
        let mut words = Words::of(line);
        match words.word() {
            "wait" => site.wait(words.number(10 * 86_400)),
            who => {
                let (method, path) = (words.word(), words.word());
                let body = line.split_once(path).map_or("", |(_, body)| body.trim());
                if let Some(reply) = ask(&mut site, who, method, path, body) {
                    kinds.note((reply.status, code(&reply)));
                }
            }
        }
    }
    site.end();
    kinds.shape()
}

/// Sends a request and looks at its answer; an accepted intent is sent again.
fn ask(site: &mut Site, who: &str, method: &str, path: &str, body: &str) -> Option<Reply> {
    // Time acts before every decision; what it does is nobody's request.
    site.wait(0);
    let before = site.seq();
    let reply = site.send(who, method, path, body)?;
    site.lives();
    match reply.status {
        200..300 => {
            let has_intent = body.contains("\"request_id\":\"");
            if method == "POST" && has_intent && site.seq() > before {
                let after = site.seq();
                let again = site.send(who, method, path, body);
                assert_eq!(
                    again.as_ref(),
                    Some(&reply),
                    "the same intent has two answers"
                );
                assert_eq!(site.seq(), after, "the same intent acts twice");
            }
        }
        400..500 | 503 => {
            assert_eq!(site.seq(), before, "a refusal changed the hall: {reply:?}");
            // A page tells people in its own way.
            if method != "PAGE" {
                explains(&reply);
            }
        }
        status => panic!("{method} {path} is answered with {status}: {}", reply.text),
    }
    Some(reply)
}

/// An error is a problem of the contract, in words that can be shown.
fn explains(reply: &Reply) {
    let problem = match serde_json::from_str::<Problem>(&reply.text) {
        Ok(problem) => problem,
        Err(error) => panic!("no problem of the contract, {error}: {}", reply.text),
    };
    assert_eq!(problem.status, reply.status, "two statuses");
    assert!(!problem.code.is_empty(), "no code");
    readable(&problem.title);
    // A plan's detail is the list of its mistakes, one a line.
    let details = problem.detail.lines().chain([problem.hint.as_str()]);
    for text in details.filter(|text| !text.is_empty()) {
        readable(text);
    }
}

/// The code of a refusal; empty for an answer.
fn code(reply: &Reply) -> String {
    let problem = serde_json::from_str::<Problem>(&reply.text);
    problem.map(|problem| problem.code).unwrap_or_default()
}
