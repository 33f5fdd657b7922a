//! What comes out of the printer, in three languages and on two papers.

use crate::hall::{Hall, Turn, item, state, ticket};
use hall_core::plan::TicketPart;
use hall_core::ticket::PaperState;
use hall_fixtures::printer::command::Cut;
use hall_fixtures::printer::{Engine, Paper, VirtualPrinter};
use hall_protocol::view::{Names, TicketLayout};
use hall_text::Language;
use kiosk_client::encode::{self, Encoded, Press, ProcessId};
use kiosk_client::profile::{PaperWidth, Proof, QrBy};
use kiosk_client::slip::Facts;
use kiosk_client::slip::columns::columns;
use kiosk_client::{Order, Profile, limits};
use std::path::Path;

/// The paper is as in `fixtures/tickets`: what a person reads, and every byte.
fn check_golden(name: &str, paper: &Paper, columns: usize) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/tickets");
    let read = |end: &str| {
        let path = folder.join(format!("{name}.{end}"));
        std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    assert_eq!(paper.text(columns), read("txt"));
    let hex: String = paper
        .bytes
        .chunks(16)
        .map(|row| {
            row.iter()
                .map(|byte| format!("{byte:02X}"))
                .collect::<Vec<_>>()
                .join(" ")
                + "\n"
        })
        .collect();
    assert_eq!(hex, read("hex"));
}

async fn printed(language: Language, profile: Profile) -> Paper {
    let printer = VirtualPrinter::start().await.expect("a free port");
    let hall = Hall::start().await;
    let kiosk = hall.kiosk(printer.addr(), profile).await;
    let order = Order {
        item: "GJ01".into(),
        language,
        ..Order::default()
    };
    let taken = kiosk.take_and_print(&order).await.expect("a number");
    assert_eq!(taken.paper, PaperState::Printed);
    let paper = printer.wait_for_papers(1).await.remove(0);
    assert_eq!(paper.unknown, [0_u8; 0]);
    assert_eq!(paper.cut, Some(Cut::Partial));
    for line in paper.lines() {
        assert!(
            line.columns() <= profile.columns,
            "{:?} is too wide",
            line.text
        );
    }
    paper
}

#[tokio::test]
async fn a_chinese_ticket_tells_number_place_wait_and_what_to_bring() {
    let paper = printed(Language::ZhCn, Profile::default()).await;
    check_golden("zh-CN-80", &paper, 48);
}

#[tokio::test]
async fn an_english_ticket_tells_the_same_with_a_line_for_the_staff() {
    let paper = printed(Language::En, Profile::default()).await;
    check_golden("en-80", &paper, 48);
}

#[tokio::test]
async fn a_ticket_in_traditional_characters_prints_on_a_mainland_font() {
    let paper = printed(Language::ZhHant, Profile::default()).await;
    check_golden("zh-Hant-80", &paper, 48);
}

#[tokio::test]
async fn a_narrow_paper_holds_the_whole_ticket_with_a_drawn_code() {
    let paper = printed(Language::ZhCn, Profile::of(PaperWidth::Mm58)).await;
    check_golden("zh-CN-58", &paper, 32);
}

#[tokio::test]
async fn every_way_to_confirm_is_understood() {
    for proof in [Proof::ProcessId, Proof::Fence] {
        printed(
            Language::ZhCn,
            Profile {
                proof,
                ..Profile::default()
            },
        )
        .await;
    }
}

#[tokio::test]
async fn a_ticket_that_existed_is_printed_as_a_marked_copy() {
    let printer = VirtualPrinter::start().await.expect("a free port");
    let hall = Hall::start().await;
    hall.next(Turn::Existing);
    let kiosk = hall.kiosk(printer.addr(), Profile::default()).await;
    let order = Order {
        item: "GJ01".into(),
        ..Order::default()
    };
    kiosk
        .take_and_print(&order)
        .await
        .expect("the number of before");
    let paper = printer.wait_for_papers(1).await.remove(0);
    assert_eq!(
        paper.lines().next().map(|line| line.text.as_str()),
        Some("重打 COPY")
    );
    assert!(hall.papers()[0].copy);
}

#[tokio::test]
async fn a_drawn_code_is_black_and_white_as_the_address_wants_it() {
    let profile = Profile {
        qr: QrBy::Image,
        ..Profile::default()
    };
    let paper = printed(Language::ZhCn, profile).await;
    assert_eq!(code_on(&paper, profile.dots), ADDRESS);
}

/// What a phone reads from the images of a paper; the reader is not what drew them.
pub(crate) fn code_on(paper: &Paper, dots: usize) -> String {
    let pixels = paper.pixels(dots);
    let grey = |x, y| if pixels.is_black(x, y) { 0 } else { 255 };
    let (width, height) = (pixels.width, pixels.height);
    let mut page = rqrr::PreparedImage::prepare_from_greyscale(width, height, grey);
    let codes = page.detect_grids();
    assert_eq!(codes.len(), 1);
    let (_, content) = codes[0].decode().expect("a code that a phone can read");
    content
}

/// Where the sample ticket's code leads.
pub(crate) const ADDRESS: &str = "http://hall.local:8080/t/k7q2m9x4v1b8n3z6";

#[test]
fn the_hall_says_what_stands_on_its_tickets_and_a_narrow_paper_breaks_long_lines() {
    let mut hall = state().hall;
    hall.ticket = TicketLayout {
        parts: vec![TicketPart::Number, TicketPart::Footer, TicketPart::Logo],
        logo: Names {
            name: "安康市政务服务中心大厅".into(),
            ..Names::default()
        },
        footer: Names {
            name: "监督投诉电话 12345，周一至周五 9:00 到 17:00".into(),
            ..Names::default()
        },
    };
    let (item, ticket) = (item(), ticket());
    let facts = Facts {
        ticket: &ticket,
        item: Some(&item),
        hall: &hall,
        local_time: "2026-03-03 10:38",
        copy: true,
        wait_known: true,
    };
    let printed = |profile: &Profile| {
        let encoded = encode::ticket(&facts, Press::of(profile), ProcessId::of(22));
        let mut engine = Engine::default();
        engine.receive(&encoded.expect("a ticket").bytes);
        engine.last().expect("a paper").text(0)
    };
    assert_eq!(
        printed(&Profile::default()),
        "重打 COPY\n[优E023]x4\n监督投诉电话 12345，周一至周五 9:00 到 17:00\n\
         [安康市政务服务中心大厅]x2\n"
    );
    assert_eq!(
        printed(&Profile::of(PaperWidth::Mm58)),
        "重打 COPY\n[优E023]x2\n监督投诉电话 12345，周一至周五\n9:00 到 17:00\n\
         安康市政务服务中心大厅\n"
    );
}

/// A ticket whose item has this name and these materials.
fn encoded(names: Names, materials: Vec<Names>, language: Language, profile: &Profile) -> Encoded {
    let mut state = state();
    state.hall.names = names.clone();
    let mut item = item();
    item.names = names;
    item.materials = materials;
    item.online = true;
    let ticket = hall_protocol::view::TicketView {
        language,
        ..ticket()
    };
    let facts = Facts {
        ticket: &ticket,
        item: Some(&item),
        hall: &state.hall,
        local_time: "2026-03-03 10:38",
        copy: true,
        wait_known: true,
    };
    encode::ticket(&facts, Press::of(profile), ProcessId::of(22)).expect("a ticket")
}

#[test]
fn no_ticket_is_larger_than_its_budget_however_long_its_names() {
    let names = |zh: &str, en: &str, times: usize| Names {
        name: zh.repeat(times),
        name_en: en.repeat(times),
        name_zh_hant: zh.repeat(times),
    };
    for paper in [PaperWidth::Mm80, PaperWidth::Mm58] {
        let profile = Profile::of(paper);
        for language in Language::ALL {
            for (times, materials) in [(1, 6), (4, 6), (20, 12), (25, 60)] {
                let materials =
                    (0..materials).map(|_| names("身份证原件及复印件", "identity card, ", times));
                let name = names("不动产权利证书", "real estate title, ", times);
                let encoded = encoded(name, materials.collect(), language, &profile);
                let bytes = encoded.text_bytes;
                assert!(
                    bytes <= limits::TICKET_BYTES_MAX,
                    "{bytes} bytes, {language:?}, {times}"
                );
            }
        }
    }
}

#[test]
fn six_materials_that_do_not_fit_are_counted() {
    let names: Vec<Names> = (0..6)
        .map(|n| Names {
            name: format!("材料{n}的原件以及加盖公章的复印件各一份"),
            ..Names::default()
        })
        .collect();
    let profile = Profile::of(PaperWidth::Mm58);
    let encoded = encoded(
        Names {
            name: "事项".into(),
            ..Names::default()
        },
        names,
        Language::ZhCn,
        &profile,
    );
    let text = encoding_rs::GB18030.decode(&encoded.bytes).0.into_owned();
    assert!(text.contains("等 6 项"), "{text:?}");
    assert!(columns("等 6 项") <= profile.columns);
}

/// Every item of the sample hall, with its name and its materials in three languages.
fn sample_items() -> Vec<(Names, Vec<Names>)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/halls/ankang.toml");
    let plan = std::fs::read_to_string(path).expect("the sample hall is there");
    let plan: toml::Table = plan.parse().expect("the sample hall is TOML");
    let text = |table: &toml::Value, key: &str| {
        table
            .get(key)
            .and_then(toml::Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let names = |name: String, table: &toml::Value| Names {
        name,
        name_en: text(table, "name_en"),
        name_zh_hant: text(table, "name_zh_hant"),
    };
    let nothing = toml::Value::Table(toml::Table::new());
    let material = |name: &toml::Value| {
        let name = name.as_str().expect("a material is a text");
        let table = plan["materials"].get(name).unwrap_or(&nothing);
        names(name.to_owned(), table)
    };
    let items = plan["items"].as_array().expect("items are a list");
    let of = |item: &toml::Value| {
        let materials = item.get("materials").and_then(toml::Value::as_array);
        let materials = materials.into_iter().flatten().map(material).collect();
        (names(text(item, "name"), item), materials)
    };
    items.iter().map(of).collect()
}

#[test]
fn every_item_of_the_sample_hall_prints_within_the_budget_and_the_font() {
    let items = sample_items();
    assert!(items.len() > 70, "{} items", items.len());
    let mut largest = 0;
    for (name, materials) in items {
        for paper in [PaperWidth::Mm80, PaperWidth::Mm58] {
            for language in Language::ALL {
                // Drawing codes takes long and counts nothing here.
                let profile = Profile {
                    qr: QrBy::Printer,
                    ..Profile::of(paper)
                };
                let encoded = encoded(name.clone(), materials.clone(), language, &profile);
                assert!(
                    encoded.replaced.is_empty(),
                    "{}: {:?}",
                    name.name,
                    encoded.replaced
                );
                largest = largest.max(encoded.text_bytes);
            }
        }
    }
    assert!(largest <= limits::TICKET_BYTES_MAX, "{largest} bytes");
}

/// One line of the README's table: what a ticket costs on a serial line of ten bits per byte.
fn wire_line(name: &str, language: Language, profile: &Profile) -> String {
    let (state, item) = (state(), item());
    let ticket = hall_protocol::view::TicketView {
        language,
        ..ticket()
    };
    let facts = Facts {
        ticket: &ticket,
        item: Some(&item),
        hall: &state.hall,
        local_time: "2026-03-03 10:38",
        copy: false,
        wait_known: true,
    };
    let encoded = encode::ticket(&facts, Press::of(profile), ProcessId::of(22));
    let encoded = encoded.expect("a ticket");
    let (text, all) = (encoded.text_bytes, encoded.bytes.len());
    let seconds = |bytes: usize, baud: usize| format!("{:.1} s", bytes as f64 * 10.0 / baud as f64);
    let images = all - text;
    format!(
        "| {name} | {text} | {images} | {} | {} |",
        seconds(all, 9_600),
        seconds(all, 19_200)
    )
}

#[test]
fn the_readme_says_what_a_ticket_costs_on_a_serial_line() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(path).expect("a README");
    let (wide, narrow) = (Profile::default(), Profile::of(PaperWidth::Mm58));
    let lines = [
        wire_line("80 mm, Chinese", Language::ZhCn, &wide),
        wire_line("80 mm, English", Language::En, &wide),
        wire_line("80 mm, traditional Chinese", Language::ZhHant, &wide),
        wire_line("58 mm, Chinese, drawn code", Language::ZhCn, &narrow),
    ];
    let missing: Vec<&String> = lines
        .iter()
        .filter(|line| !readme.contains(*line))
        .collect();
    assert!(missing.is_empty(), "the README lacks {missing:#?}");
}
