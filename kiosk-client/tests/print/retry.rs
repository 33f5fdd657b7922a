//! The number first, the paper second; one intent, one number.

use crate::hall::{Hall, Turn, item, state};
use hall_fixtures::printer::VirtualPrinter;
use hall_text::Language;
use kiosk_client::{Kiosk, Order, Printer, Profile};
use serde_json::json;
use std::net::Ipv4Addr;
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;

fn order() -> Order {
    Order {
        item: "GJ01".into(),
        ..Order::default()
    }
}

#[tokio::test]
async fn no_byte_reaches_the_printer_before_the_ticket_is_durable() {
    let printer = VirtualPrinter::start().await.expect("a free port");
    let hall = Hall::start().await;
    hall.next(Turn::Slow);
    let kiosk = hall.kiosk(printer.addr(), Profile::default()).await;
    let order = order();
    let taking = kiosk.take_and_print(&order);
    let meanwhile = async {
        hall.desk
            .arrived
            .acquire()
            .await
            .expect("never closed")
            .forget();
        let before = printer.received();
        hall.desk.gate.add_permits(1);
        before
    };
    let (taken, before) = tokio::join!(taking, meanwhile);
    taken.expect("a number");
    assert_eq!(before, 0);
    assert!(printer.received() > 0);
}

#[tokio::test]
async fn a_refusal_prints_nothing() {
    let printer = VirtualPrinter::start().await.expect("a free port");
    let hall = Hall::start().await;
    hall.next(Turn::Refuse(
        json!({ "status": 409, "code": "series_full", "title": "满了" }),
    ));
    let kiosk = hall.kiosk(printer.addr(), Profile::default()).await;
    let error = kiosk.take_and_print(&order()).await.expect_err("refused");
    assert_eq!(error.code(), Some("series_full"));
    assert_eq!((printer.received(), hall.papers().len()), (0, 0));
}

#[tokio::test]
async fn an_answer_that_is_none_prints_nothing() {
    let printer = VirtualPrinter::start().await.expect("a free port");
    let hall = Hall::start().await;
    hall.next(Turn::Broken);
    let kiosk = hall.kiosk(printer.addr(), Profile::default()).await;
    assert!(kiosk.take_and_print(&order()).await.is_err());
    assert_eq!(printer.received(), 0);
}

/// A server whose answers are lost: it reads each request and hangs up.
async fn deaf_server() -> (std::net::SocketAddr, tokio::sync::mpsc::Receiver<String>) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .await
        .expect("a free port");
    let addr = listener.local_addr().expect("a bound address");
    let (requests, receiver) = tokio::sync::mpsc::channel(16);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = Vec::new();
            while !String::from_utf8_lossy(&request).contains("GJ01") {
                let mut buffer = [0; 1024];
                match stream.read(&mut buffer).await {
                    Ok(0) | Err(_) => break,
                    Ok(count) => request.extend_from_slice(&buffer[..count]),
                }
            }
            let request = String::from_utf8_lossy(&request).into_owned();
            if requests.send(request).await.is_err() {
                return;
            }
        }
    });
    (addr, receiver)
}

#[tokio::test]
async fn every_retry_of_one_intent_carries_the_same_request_id() {
    let printer = VirtualPrinter::start().await.expect("a free port");
    let (deaf, mut requests) = deaf_server().await;
    let server = format!("http://{deaf}").parse().expect("a server address");
    let api = hall_device::Api::new(server, None).expect("a client");
    let address = format!("tcp:{}", printer.addr())
        .parse()
        .expect("a printer");
    let printer_of = Printer::new(address, Profile::default());
    let kiosk = Kiosk::new(api, printer_of, state().hall, vec![item()]);
    assert!(kiosk.take_and_print(&order()).await.is_err());
    let mut ids = Vec::new();
    while let Ok(request) = requests.try_recv() {
        let body = request
            .split("\r\n\r\n")
            .nth(1)
            .expect("a request has a body")
            .to_owned();
        let body: serde_json::Value = serde_json::from_str(&body).expect("the body is JSON");
        ids.push(
            body["request_id"]
                .as_str()
                .expect("a request id")
                .to_owned(),
        );
    }
    assert_eq!(ids.len(), 4);
    ids.dedup();
    assert_eq!(ids.len(), 1);
    assert_eq!(printer.received(), 0);
}

#[tokio::test]
async fn two_orders_have_two_request_ids_and_a_given_one_is_kept() {
    let printer = VirtualPrinter::start().await.expect("a free port");
    let hall = Hall::start().await;
    let kiosk = hall.kiosk(printer.addr(), Profile::default()).await;
    let given = Order {
        request_id: Some("0195-given".into()),
        ..order()
    };
    for order in [&order(), &order(), &given] {
        kiosk.take_and_print(order).await.expect("a number");
    }
    let ids: Vec<_> = hall
        .takes()
        .into_iter()
        .map(|take| take.request_id)
        .collect();
    assert_ne!(ids[0], ids[1]);
    assert_eq!(ids[2], "0195-given");
}

#[tokio::test]
async fn refusals_are_asked_for_in_the_language_of_the_order() {
    let printer = VirtualPrinter::start().await.expect("a free port");
    let hall = Hall::start().await;
    let kiosk = hall.kiosk(printer.addr(), Profile::default()).await;
    for language in [Language::En, Language::ZhHant] {
        let order = Order {
            language,
            ..order()
        };
        kiosk.take_and_print(&order).await.expect("a number");
    }
    let asked = hall
        .desk
        .languages
        .lock()
        .expect("no panic while held")
        .clone();
    assert_eq!(asked, ["en", "zh-Hant"]);
}
