//! Addresses of servers and printers, as people type them.
//!
//! What is accepted leads somewhere: it reads back as the same, and a server's address is one for
//! both clients that use it. What is refused is named together with how it is written.

use super::Target;
use super::promise::reads_back;
use super::shape::{Shape, class, scale};
use hall_device::ServerAddress;
use hall_device::serial::{PortName, SerialSpec};
use kiosk_client::PrinterAddress;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;

/// Servers.
pub(super) static SERVERS: Target = Target {
    name: "server_address",
    promise: "an accepted address is one for both clients that use it, a refused one is explained",
    heavy: false,
    tokens: &[
        b"http://",
        b"https://",
        b":8080",
        b":0",
        b":65536",
        b"[::1]",
        b"[",
        b"]",
        b"127.0.0.1",
        b"256.1.1.1",
        b"0x7f.1",
        b"hall.local",
        b"-",
        b"_",
        b"..",
        b"@",
        b"/",
        b"xn--",
        b"%25",
        b"\xe5\xa4\xa7",
    ],
    run: server,
};

/// Printers and serial ports.
pub(super) static PRINTERS: Target = Target {
    name: "printer_address",
    promise: "an accepted address reads back as the same, a refused one is explained",
    heavy: false,
    tokens: &[
        b"tcp:",
        b"serial:",
        b"file:",
        b"usb:",
        b":9100",
        b":+9100",
        b"@9600",
        b"@4000001",
        b"0416:5011",
        b":A5",
        b"[",
        b"]",
        b"[::1]",
        b"/dev/ttyS0",
        b"/dev/usb/lp0",
        b" ",
        b"\x1b[2J",
        b"\xe6\x89\x93",
    ],
    run: printer,
};

fn server(input: &[u8]) -> Shape {
    let text = String::from_utf8_lossy(input);
    match text.parse::<ServerAddress>() {
        Ok(address) => {
            reads_back(&address);
            leads_somewhere(&address);
            Shape::of(("accepted", text.contains('['), scale(text.len())))
        }
        Err(error) => {
            let shown = error.to_string();
            let kept: String = text.trim().chars().take(10).collect();
            assert!(
                shown.contains("http://"),
                "nothing says how to write it: {shown}"
            );
            assert!(
                kept.contains(char::is_control) || shown.contains(&kept),
                "the address is not named: {shown}"
            );
            Shape::of((std::mem::discriminant(&error), text.contains('[')))
        }
    }
}

fn leads_somewhere(address: &ServerAddress) {
    let shown = address.to_string();
    let url = match reqwest::Url::parse(&address.url("/api/v1/hall")) {
        Ok(url) => url,
        Err(error) => panic!("{shown} is no address for requests: {error}"),
    };
    assert_eq!(url.path(), "/api/v1/hall", "{shown} changes the path");
    assert_eq!(url.username(), "", "{shown} holds a name");
    let request = match address.feed_url().into_client_request() {
        Ok(request) => request,
        Err(error) => panic!("{shown} is no address for the feed: {error}"),
    };
    let uri = request.uri();
    assert_eq!(uri.path(), "/api/v1/feed", "{shown} changes the path");
    assert_eq!(
        uri.port_u16().unwrap_or(80),
        url.port().unwrap_or(80),
        "{shown} has two ports"
    );
    assert!(
        uri.host().is_some_and(|host| !host.is_empty()),
        "{shown} has no host"
    );
}

fn printer(input: &[u8]) -> Shape {
    let text = String::from_utf8_lossy(input);
    let serial = text.parse::<SerialSpec>();
    if let Ok(port) = &serial {
        reads_back(port);
    }
    match text.parse::<PrinterAddress>() {
        Ok(address) => {
            reads_back(&address);
            if let PrinterAddress::Tcp { host, port } = &address {
                assert!(!host.is_empty() && *port > 0, "{address} leads nowhere");
                let is_odd = |letter: char| letter.is_whitespace() || letter.is_control();
                assert!(!host.contains(is_odd), "{address:?} has an odd host");
            }
            let usb = match &address {
                PrinterAddress::Serial(port) => Some(matches!(port.name, PortName::Usb { .. })),
                _ => None,
            };
            Shape::of((std::mem::discriminant(&address), usb, serial.is_ok()))
        }
        Err(error) => {
            let shown = error.to_string();
            assert!(
                shown.contains("write "),
                "nothing says how to write it: {shown}"
            );
            assert!(
                shown.contains(&error.text),
                "the address is not named: {shown}"
            );
            let serial = text.strip_prefix("serial:").unwrap_or_default();
            let what = error.what.strip_prefix(serial).unwrap_or_default();
            Shape::of((class(what), !serial.is_empty()))
        }
    }
}
