//! From a touch to the first byte of the ticket at the printer, with the server and without it,
//! against what cannot be avoided: one synced append to the kiosk's journal and one question to
//! the printer over loopback. Budget: under 100 ms on loopback (DESIGN 7).

mod support;

use hall_core::Time;
use hall_core::device::Role;
use hall_device::Token;
use hall_fixtures::printer::VirtualPrinter;
use kiosk_client::machine::{Link, Said};
use kiosk_client::profile::Profile;
use kiosk_client::station::{Config, News, Station, Told};
use kiosk_client::{Order, Printer};
use std::fs::File;
use std::io::Write;
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use support::{MORNING_MS, enrol, percentile, serve, size, verdict};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{broadcast, mpsc};

/// More than a question to a printer, less than the first write of a ticket.
const QUESTION_BYTES_MAX: usize = 16;
/// What the floor appends: about as much as one intent.
const RECORD: [u8; 512] = [b'x'; 512];

#[tokio::main]
async fn main() {
    let touches = size(200);
    let folder = tempfile::tempdir().expect("the system gives a temporary folder");
    let running = serve(folder.path()).await;
    let token = enrol(folder.path(), Role::Kiosk, None).await;
    let printer = VirtualPrinter::start().await.expect("a free port");
    let (ear, mut heard) = listen(printer.addr()).await;
    let station = Station::start(Config {
        server: format!("http://{}", running.address)
            .parse()
            .expect("an address"),
        token: Token::new(&token).expect("a token"),
        printer: Printer::new(
            format!("tcp:{ear}").parse().expect("a printer"),
            Profile::default(),
        ),
        data: folder.path().join("kiosk"),
        gives_numbers: true,
        clock: || Time(MORNING_MS),
    })
    .expect("the folder is free");
    until(&station, |news| {
        news.link == Link::Up && !news.known.items.is_empty() && news.blocks > 0
    })
    .await;
    let item = station.news().borrow().known.items[0].code.to_string();
    let mut told = station.told();

    let mut online = Vec::new();
    for _ in 0..touches {
        online.push(touch(&station, &item, &mut told, &mut heard).await);
    }
    running.stop().await.expect("the server stops in order");
    until(&station, |news| matches!(news.link, Link::Lost { .. })).await;
    // The first one still asks the server; from then on the kiosk knows.
    let first = touch(&station, &item, &mut told, &mut heard).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let mut offline = Vec::new();
    for _ in 0..touches {
        offline.push(touch(&station, &item, &mut told, &mut heard).await);
    }
    let mut floor = floor(&folder.path().join("floor"), printer.addr(), touches).await;
    station.stop().await;

    println!("  the first touch after the server is gone: {first:.1?}");
    let ms = |duration: Duration| duration.as_secs_f64() * 1e3;
    let floor_ms = [50, 99].map(|share| ms(percentile(&mut floor, share)));
    for (name, samples) in [("online", &mut online), ("offline", &mut offline)] {
        for (share, floor) in [50, 99].into_iter().zip(floor_ms) {
            let ours = ms(percentile(samples, share));
            let what = format!("touch to the first byte of the ticket, {name}, p{share}");
            verdict(&what, ours, floor, "ms", ours / floor, "under 100 ms");
        }
    }
}

async fn until(station: &Station, is_so: impl Fn(&News) -> bool) {
    let mut news = station.news();
    let waited = news.wait_for(|news| is_so(news)).await;
    drop(waited.expect("the kiosk works"));
}

/// One person, from the touch to the first byte; the paper is out before the next one comes.
async fn touch(
    station: &Station,
    item: &str,
    told: &mut broadcast::Receiver<Told>,
    heard: &mut mpsc::UnboundedReceiver<Instant>,
) -> Duration {
    while heard.try_recv().is_ok() {}
    let order = Order {
        item: item.to_owned(),
        ..Order::default()
    };
    let start = Instant::now();
    let touch = station.touch(order).await.expect("the kiosk works");
    let first = heard.recv().await.expect("the printer listens");
    loop {
        let news = told.recv().await.expect("the kiosk works");
        match news.said {
            Said::Printed { .. } if news.touch == touch => return first - start,
            Said::Printing { .. } => {}
            said if news.touch == touch => panic!("printed: {said:?}"),
            _ => {}
        }
    }
}

/// A way to the printer that notes when the first bytes of a ticket pass.
async fn listen(printer: SocketAddr) -> (SocketAddr, mpsc::UnboundedReceiver<Instant>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("a bound socket");
    let (noted, heard) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((mut near, _)) = listener.accept().await {
            let noted = noted.clone();
            tokio::spawn(async move {
                let Ok(mut far) = TcpStream::connect(printer).await else {
                    return;
                };
                let (mut up, mut down) = ([0; 4096], [0; 4096]);
                loop {
                    let passed = tokio::select! {
                        read = near.read(&mut up) => match read {
                            Ok(0) | Err(_) => return,
                            Ok(count) => {
                                if count > QUESTION_BYTES_MAX {
                                    noted.send(Instant::now()).unwrap_or_default();
                                }
                                far.write_all(&up[..count]).await
                            }
                        },
                        read = far.read(&mut down) => match read {
                            Ok(0) | Err(_) => return,
                            Ok(count) => near.write_all(&down[..count]).await,
                        },
                    };
                    if passed.is_err() {
                        return;
                    }
                }
            });
        }
    });
    (address, heard)
}

/// One synced append and one question to the printer.
async fn floor(file: &std::path::Path, printer: SocketAddr, count: usize) -> Vec<Duration> {
    let mut file = File::create(file).expect("the folder is writable");
    let mut samples = Vec::new();
    for _ in 0..count {
        let start = Instant::now();
        file.write_all(&RECORD).expect("the disk has room");
        file.sync_data().expect("the disk syncs");
        let mut stream = TcpStream::connect(printer).await.expect("it listens");
        // DLE EOT 1: how are you.
        stream
            .write_all(&[0x10, 0x04, 1])
            .await
            .expect("it listens");
        let mut answer = [0; 1];
        stream.read_exact(&mut answer).await.expect("it answers");
        samples.push(start.elapsed());
    }
    samples
}
