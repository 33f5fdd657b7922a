//! The managers' pages in a browser: who sees which, and what their forms do.

use crate::bed::{Client, Hall, MemoryHall, plan_of, plan_text};
use crate::session::{Browser, leads_to};
use hall_core::device::Role;
use hall_core::device::Role::{Auditor, Callback, Lead, Manager};
use reqwest::{Response, StatusCode};
use serde_json::json;

/// A real hall in memory, whose pages ask who they are shown to.
async fn hall() -> MemoryHall {
    let hall = MemoryHall::open_real(plan_of(&plan_text("small"))).await;
    hall.tick().await;
    hall
}

/// A browser that somebody of this role has signed in to, and where that led.
async fn signed_in(hall: &MemoryHall, role: Role) -> (Browser, String) {
    let device = hall.enrol(role, None).await;
    let mut browser = Browser::new(&hall.base);
    let answer = browser.sign_in(device.token.as_str()).await;
    let way = leads_to(&answer).to_owned();
    (browser, way)
}

async fn text(answer: Response, status: u16) -> String {
    let (way, is) = (answer.url().to_string(), answer.status());
    let text = answer.text().await.expect("text");
    assert_eq!(is.as_u16(), status, "{way}: {text}");
    text
}

async fn page_of(browser: &Browser, way: &str) -> String {
    text(browser.get(way).await, 200).await
}

/// The intent's id in the first form of a page.
fn intent(page: &str) -> &str {
    let (_, page) = page.split_once("<main>").expect("a main part");
    let (_, rest) = page
        .split_once("name=\"request_id\" value=\"")
        .expect("a form");
    &rest[..36]
}

/// Somebody is served at window 1 by W1A and rates badly.
async fn rated_badly(hall: &MemoryHall) -> Client {
    let kiosk = hall.enrol(Role::Kiosk, None).await;
    let window = hall.enrol(Role::Window, Some(1)).await;
    let pad = hall.enrol(Role::Pad, Some(1)).await;
    let clerk = json!({ "clerk": "W1A" });
    window.post("windows/1/open", clerk).await.expect(200);
    let ticket = kiosk.take("CARD2").await;
    for act in ["call-next", "start", "finish"] {
        window.act(1, act).await.expect(200);
    }
    let rating = json!({ "ticket": ticket["id"], "level": 1, "reason": "等了很久" });
    pad.ask("ratings", rating).await.expect(201);
    kiosk
}

/// Every page that somebody signs in for, one to try, who may read it, and what they get.
const PAGES: [(&str, &[Role], u16); 19] = [
    ("/manage", &[Manager, Auditor], 200),
    ("/stream/manage", &[Manager, Auditor], 200),
    ("/manage/cases", &[Manager, Lead, Auditor], 200),
    ("/manage/cases/9", &[Manager, Lead, Auditor], 404),
    (
        "/manage/rectifications",
        &[Manager, Callback, Lead, Auditor],
        200,
    ),
    (
        "/manage/rectifications/9",
        &[Manager, Callback, Lead, Auditor],
        404,
    ),
    ("/manage/callbacks", &[Manager, Callback, Auditor], 200),
    (
        "/manage/callbacks/2026-03-01",
        &[Manager, Callback, Auditor],
        404,
    ),
    (
        "/manage/callbacks/2026-03-01/1",
        &[Manager, Callback, Auditor],
        404,
    ),
    (
        "/manage/registers/patrol",
        &[Manager, Callback, Auditor],
        200,
    ),
    (
        "/manage/registers/gossip",
        &[Manager, Callback, Auditor],
        404,
    ),
    ("/manage/notices", &[Manager, Auditor], 200),
    ("/manage/attendance", &[Manager, Lead, Auditor], 200),
    ("/manage/reports", &[Manager, Auditor], 200),
    ("/manage/legs", &[Manager, Auditor], 200),
    (
        "/manage/legs?from=2025-01-01&until=2026-01-01",
        &[Manager, Auditor],
        422,
    ),
    ("/manage/queues", &[Manager, Auditor], 200),
    ("/manage/queues/cards", &[Manager, Auditor], 200),
    ("/manage/queues/nothing", &[Manager, Auditor], 404),
];

/// Every form of those pages, and who may send it.
const FORMS: [(&str, &str, &[Role]); 9] = [
    ("/manage/queues/cards/pause", "words=Power", &[Manager]),
    ("/manage/queues/cards/resume", "", &[Manager]),
    ("/manage/day/2026-03-03/closed", "", &[Manager]),
    (
        "/manage/rectifications/0/contact",
        "clerk=W3A&reached=false",
        &[Manager, Callback],
    ),
    (
        "/manage/rectifications/0/judge",
        "clerk=W3A&judgement=ordinary",
        &[Manager],
    ),
    (
        "/manage/callbacks/2026-03-01/1",
        "clerk=W3A&outcome=reached&channel=phone",
        &[Manager, Callback],
    ),
    (
        "/manage/registers/complaint",
        "clerk=W3A&text=slow",
        &[Manager, Callback],
    ),
    ("/manage/notices", "text=Power+off", &[Manager]),
    ("/manage/notices/1/withdraw", "", &[Manager]),
];

#[tokio::test]
async fn each_role_sees_its_own_pages_and_nobody_elses() {
    let hall = hall().await;
    for role in Role::ALL {
        let device = hall.enrol(role, role.needs_window().then_some(1)).await;
        let mut browser = Browser::new(&hall.base);
        let answer = browser.sign_in(device.token.as_str()).await;
        let has_pages = PAGES.iter().any(|(_, readers, _)| readers.contains(&role));
        if !has_pages {
            assert_eq!(answer.status(), StatusCode::UNAUTHORIZED, "{role}");
            continue;
        }
        let home = leads_to(&answer).to_owned();
        assert_eq!(browser.get(&home).await.status(), 200, "{role} {home}");
        for (path, readers, status) in PAGES {
            let mark = if path.contains('?') { '&' } else { '?' };
            let answer = browser.get(&format!("{path}{mark}lang=en")).await;
            let expected = if readers.contains(&role) { status } else { 403 };
            assert_eq!(answer.status().as_u16(), expected, "{role} {path}");
            if expected != 200 {
                let page = answer.text().await.expect("text");
                let says_why = page.contains("class=\"verdict trouble\"");
                assert!(says_why && page.contains("class=\"places\""), "{page}");
            }
        }
        assert!(page_of(&browser, &home).await.contains("/manage/sign-out"));
        // The bar leads only where the reader may go.
        let page = browser.get(&home).await.text().await.expect("text");
        let (_, bar) = page.split_once("class=\"places\"").expect("a bar");
        let (bar, _) = bar.split_once("</nav>").expect("its end");
        let ways = bar.split("href=\"").skip(1);
        for way in ways.map(|rest| rest.split('"').next().expect("a way")) {
            let status = browser.get(way).await.status().as_u16();
            assert!([200, 303].contains(&status), "{role} {way}");
        }
    }
}

#[tokio::test]
async fn each_role_sends_its_own_forms_and_nobody_elses() {
    let hall = hall().await;
    rated_badly(&hall).await;
    for role in [Lead, Auditor, Callback, Manager] {
        let (browser, _) = signed_in(&hall, role).await;
        for (path, form, writers) in FORMS {
            let seq = hall.seq();
            let form = format!("request_id={}&{form}", crate::bed::id());
            let answer = browser.post(&format!("{path}?lang=en"), &form).await;
            if writers.contains(&role) {
                assert_ne!(answer.status(), 403, "{role} {path}");
                continue;
            }
            assert_eq!(answer.status(), 403, "{role} {path}");
            assert_eq!(hall.seq(), seq, "{role} {path}");
        }
    }
    let stranger = Browser::new(&hall.base);
    for (path, form, _) in FORMS {
        let answer = stranger.post(&format!("{path}?lang=en"), form).await;
        assert_eq!(leads_to(&answer), "/manage/sign-in?lang=en", "{path}");
    }
}

#[tokio::test]
async fn a_bad_rating_goes_from_contact_to_publication_on_its_page() {
    let hall = hall().await;
    rated_badly(&hall).await;
    let (caller, home) = signed_in(&hall, Callback).await;
    let (manager, _) = signed_in(&hall, Manager).await;
    assert_eq!(home, "/manage/rectifications?lang=en");
    let list = text(caller.get(&home).await, 200).await;
    assert!(list.contains("To contact <b>1</b>"), "{list}");
    let way = "/manage/rectifications/0";
    let shown = format!("{way}?lang=en");
    let page = text(caller.get(&shown).await, 200).await;
    assert!(page.contains("等了很久") && page.contains("A001"), "{page}");
    let acts = |page: &str| page.matches("class=\"act\"").count();
    assert_eq!(acts(&page), 1, "whoever calls back only contacts: {page}");
    let send = async |browser: &Browser, act: &str, form: String| {
        browser.post(&format!("{way}/{act}?lang=en"), &form).await
    };
    let contact = format!(
        "request_id={}&clerk=W3A&reached=true&text=Sorry",
        intent(&page)
    );
    for _ in 0..2 {
        let answer = send(&caller, "contact", contact.clone()).await;
        assert_eq!(leads_to(&answer), shown);
        let cookie = answer.headers()["set-cookie"].to_str().expect("ASCII");
        assert!(
            cookie.starts_with("hall_hand=W3A;") && cookie.contains("HttpOnly"),
            "{cookie}"
        );
    }
    let page = text(manager.get(&shown).await, 200).await;
    assert_eq!(page.matches("Sorry").count(), 1, "sent twice, done once");
    assert_eq!(acts(&page), 3, "judge, contact again, exclude: {page}");
    // Whoever was rated does not judge, and keeps what was typed.
    let judge = |by: &str| {
        let id = crate::bed::id();
        format!("request_id={id}&clerk={by}&judgement=ordinary&text=Too+few")
    };
    let own = text(send(&manager, "judge", judge("W1A")).await, 409).await;
    assert!(
        own.contains("role=\"alert\"") && own.contains(">Too few</textarea>"),
        "{own}"
    );
    assert!(own.contains("value=\"ordinary\" checked"), "{own}");
    let answer = send(&manager, "judge", judge("W2A")).await;
    assert_eq!(leads_to(&answer), shown);
    for (act, said) in [("close", "More+windows"), ("publish", "Two+more+windows")] {
        let form = format!("request_id={}&clerk=W2A&text={said}", crate::bed::id());
        let answer = send(&manager, act, form).await;
        assert_eq!(leads_to(&answer), shown, "{act}");
    }
    let page = text(manager.get(&shown).await, 200).await;
    assert_eq!(acts(&page), 0);
    for said in ["Put right", "Published", "Two more windows", "W2A"] {
        assert!(page.contains(said), "{said} in {page}");
    }
    let list = text(manager.get("/manage/rectifications?lang=en").await, 200).await;
    assert!(list.contains("Done <b>1</b>"), "{list}");
    let other = "/manage/rectifications?lang=en&source=patrol";
    let list = text(manager.get(other).await, 200).await;
    assert!(list.contains("Done <b>0</b>"), "{list}");
}

/// A browser and a program of whoever leads a department.
async fn lead_of(hall: &MemoryHall, department: &str) -> (Browser, Client) {
    let client = hall.enrol_lead(department).await;
    let mut browser = Browser::new(&hall.base);
    let answer = browser.sign_in(client.token.as_str()).await;
    assert_eq!(leads_to(&answer), "/manage/cases?lang=en");
    (browser, client)
}

#[tokio::test]
async fn who_leads_a_department_sees_what_is_of_that_department_and_nothing_else() {
    let hall = hall().await;
    // A service and a case of MZ, whose window is the first.
    rated_badly(&hall).await;
    let office = hall.enrol(Role::Office, None).await;
    let case = json!({ "item": "CARD1", "clerk": "W1A" });
    office.ask("cases", case).await.expect(201);
    for (department, seen, status) in [("MZ", 1, 200), ("SW", 0, 404)] {
        let (browser, client) = lead_of(&hall, department).await;
        for (path, words) in [
            ("/manage/cases?lang=en", "All open"),
            ("/manage/cases?lang=en&department=MZ", "All open"),
            ("/manage/rectifications?lang=en", "All"),
            ("/manage/rectifications?lang=en&department=MZ", "All"),
        ] {
            let page = text(browser.get(path).await, 200).await;
            let count = format!("{words} <b>{seen}</b>");
            assert!(page.contains(&count), "{department} {path}: {page}");
            assert!(!page.contains("id=\"department\""), "no other to choose");
        }
        let one = browser.get("/manage/rectifications/0?lang=en").await;
        let one = text(one, status).await;
        assert!(!one.contains("class=\"act\""), "{one}");
        for (list, name) in [("cases", "cases"), ("rectifications", "rectifications")] {
            for way in [list.to_owned(), format!("{list}?department=MZ")] {
                let found = client.get(&way).await.expect(200);
                let found = found[name].as_array().map(Vec::len);
                assert_eq!(found, Some(seen), "{department} {way}");
            }
            let one = client.get(&format!("{list}/0")).await;
            assert_eq!(one.status, status, "{department} {list}/0");
        }
        let page = text(browser.get("/manage/attendance?lang=en").await, 200).await;
        assert_eq!(page.contains("1 Cards"), seen == 1, "{department}: {page}");
        assert_eq!(page.contains("2 Tax"), seen == 0, "{department}: {page}");
    }
}

#[tokio::test]
async fn citizens_on_the_list_of_a_day_are_asked_one_after_the_other() {
    let hall = hall().await;
    rated_badly(&hall).await;
    let manager = hall.enrol(Manager, None).await;
    let (caller, _) = signed_in(&hall, Callback).await;
    let none = text(caller.get("/manage/callbacks?lang=en").await, 200).await;
    assert!(none.contains("No list yet"), "{none}");
    manager.post("day/close", json!({})).await.expect(200);
    let list = text(caller.get("/manage/callbacks?lang=en").await, 200).await;
    assert!(
        list.contains("Bad rating") && list.contains("A001"),
        "{list}"
    );
    let way = list.split("href=\"/manage/callbacks/2026-03-03/").nth(1);
    let ticket = way.and_then(|rest| rest.split('?').next()).expect("a way");
    let way = format!("/manage/callbacks/2026-03-03/{ticket}?lang=en");
    let page = text(caller.get(&way).await, 200).await;
    let call = format!(
        "request_id={}&clerk=W3A&outcome=no_answer&channel=phone&level=3",
        intent(&page)
    );
    let page = text(caller.post(&way, &call).await, 422).await;
    assert!(page.contains("role=\"alert\"") && page.contains("value=\"no_answer\" checked"));
    let call = format!(
        "request_id={}&clerk=W3A&outcome=reached&channel=phone&level=3&problem=Noisy",
        intent(&page)
    );
    let answer = caller.post(&way, &call).await;
    assert_eq!(leads_to(&answer), "/manage/callbacks/2026-03-03?lang=en");
    let list = text(caller.get(leads_to(&answer)).await, 200).await;
    assert!(list.contains("Reached · By phone"), "{list}");
    let again = format!(
        "request_id={}&clerk=W3A&outcome=reached&channel=phone",
        crate::bed::id()
    );
    let page = text(caller.post(&way, &again).await, 409).await;
    assert!(
        page.contains("role=\"alert\"") && page.contains("Noisy"),
        "{page}"
    );
    let follow = "/manage/rectifications?lang=en&source=callback";
    let follow = text(caller.get(follow).await, 200).await;
    assert!(follow.contains("To judge <b>1</b>"), "{follow}");
}

#[tokio::test]
async fn a_register_is_kept_on_its_page() {
    // A practice hall with a disk: its registers are read from the tables.
    let hall = Hall::open("small").await;
    hall.tick().await;
    let browser = Browser::new(&hall.base);
    let way = "/manage/registers/patrol?lang=en";
    let page = text(browser.get(way).await, 200).await;
    let patrol = format!(
        "request_id={}&clerk=W3A&window=2&text=Old+sign&rectify_by=2026-03-05&photo=",
        intent(&page)
    );
    let answer = browser.post(way, &patrol).await;
    assert_eq!(leads_to(&answer), way);
    let page = text(browser.get(way).await, 200).await;
    for said in [
        "Old sign",
        "Window 2",
        "2026-03-05",
        "/manage/rectifications/0",
    ] {
        assert!(page.contains(said), "{said} in {page}");
    }
    let wordless = format!("request_id={}&clerk=W3A&window=2", intent(&page));
    let page = text(browser.post(way, &wordless).await, 422).await;
    assert!(
        page.contains("role=\"alert\"") && page.contains("value=\"2\""),
        "{page}"
    );
    let odd = format!("request_id={}&clerk=W3A&window=two&text=x", intent(&page));
    let page = text(browser.post(way, &odd).await, 400).await;
    assert!(
        page.contains("role=\"alert\"") && page.contains("value=\"two\""),
        "{page}"
    );
    let visit = format!(
        "request_id={}&clerk=W3A&text=Village&households=20&people=30",
        crate::bed::id()
    );
    let outreach = "/manage/registers/outreach?lang=en";
    let answer = browser.post(outreach, &visit).await;
    assert_eq!(leads_to(&answer), outreach);
    let page = text(browser.get(outreach).await, 200).await;
    assert!(page.contains("<dt>Households</dt><dd>20</dd>"), "{page}");
    let long = "/manage/registers/outreach?lang=en&from=2025-01-01&until=2026-03-03";
    let page = text(browser.get(long).await, 200).await;
    assert!(page.contains("value=\"2026-02-01\""), "31 days: {page}");
    hall.stop().await;
}

#[tokio::test]
async fn a_queue_is_stopped_with_a_reason_and_resumed_on_its_page() {
    let hall = hall().await;
    let (manager, _) = signed_in(&hall, Manager).await;
    let kiosk = hall.enrol(Role::Kiosk, None).await;
    let way = "/manage/queues/cards?lang=en";
    let page = text(manager.get(way).await, 200).await;
    let wordless = format!("request_id={}", intent(&page));
    let pause = "/manage/queues/cards/pause?lang=en";
    let page = text(manager.post(pause, &wordless).await, 422).await;
    assert!(page.contains("role=\"alert\""), "{page}");
    let words = format!("request_id={}&words=System+down", intent(&page));
    let answer = manager.post(pause, &words).await;
    assert_eq!(leads_to(&answer), "/manage/queues?lang=en");
    let all = text(manager.get("/manage/queues?lang=en").await, 200).await;
    assert!(all.contains("System down"), "{all}");
    let stopped = json!({ "item": "CARD2" });
    let stopped = kiosk.ask("tickets", stopped).await;
    assert_eq!(stopped.status, 409, "{}", stopped.text);
    let page = text(manager.get(way).await, 200).await;
    let resume = format!("request_id={}", intent(&page));
    let answer = manager.post("/manage/queues/cards/resume", &resume).await;
    assert_eq!(leads_to(&answer), "/manage/queues?lang=zh-CN");
    kiosk.take("CARD2").await;
}

#[tokio::test]
async fn ending_the_day_takes_two_steps_and_clicks_at_the_same_moment_take_one() {
    let hall = hall().await;
    let (manager, _) = signed_in(&hall, Manager).await;
    let (other, _) = signed_in(&hall, Manager).await;
    let kiosk = hall.enrol(Role::Kiosk, None).await;
    let window = hall.open_window(1).await;
    kiosk.take("CARD2").await;
    kiosk.take("CARD2").await;
    // One is held: that number is spent by the end as well.
    for act in ["call-next", "start", "hold"] {
        window.act(1, act).await.expect(200);
    }
    let all = "/manage/queues?lang=en";
    let page = text(manager.get(all).await, 200).await;
    assert!(page.contains("the 2 people who hold one"), "{page}");
    let step = "/manage/day/2026-03-03/open?lang=en";
    let form = || format!("request_id={}", crate::bed::id());
    let (one, two) = (form(), form());
    let both = tokio::join!(manager.post(step, &one), other.post(step, &two));
    assert_eq!([leads_to(&both.0), leads_to(&both.1)], [all, all]);
    assert_eq!(leads_to(&manager.post(step, &form()).await), all);
    let page = text(manager.get(all).await, 200).await;
    let closing = page.contains("End the day now") && page.contains("No more numbers");
    assert!(closing && page.contains("2 numbers are not done"), "{page}");
    let yesterday = "/manage/day/2026-03-02/closing?lang=en";
    assert_eq!(leads_to(&manager.post(yesterday, &form()).await), all);
    let last = "/manage/day/2026-03-03/closing?lang=en";
    let page = text(manager.get(all).await, 200).await;
    assert!(
        page.contains("class=\"act\""),
        "a tab of yesterday ends nothing"
    );
    assert_eq!(leads_to(&manager.post(last, &form()).await), all);
    let page = text(manager.get(all).await, 200).await;
    assert!(!page.contains("class=\"act\""), "{page}");
}

#[tokio::test]
async fn who_was_at_which_window_and_who_came_late_stands_on_one_page() {
    // A practice hall with a disk: its windows are read from the tables; it opens at nine.
    let hall = Hall::open("small").await;
    hall.tick().await;
    let window = hall.enrol(Role::Window, Some(1)).await;
    let clerk = json!({ "clerk": "W1A" });
    window.post("windows/1/open", clerk).await.expect(200);
    hall.pass(600).await;
    let rest = json!({ "reason": "lunch", "minutes": 10 });
    window.post("windows/1/pause", rest).await.expect(200);
    hall.pass(300).await;
    let browser = Browser::new(&hall.base);
    let page = text(browser.get("/manage/attendance?lang=en").await, 200).await;
    let (_, row) = page.split_once(">W1A<").expect("the clerk who came");
    let (row, rest) = row.split_once("</tr>").expect("a row");
    for said in ["10 min", "one pause, 5 min", "still open", "min late"] {
        assert!(row.contains(said), "{said} in {row}");
    }
    assert!(rest.contains("not there"), "{rest}");
    // Nobody is late on a day on which the hall did not open.
    let other = "/manage/attendance?lang=en&day=2026-03-02";
    let page = text(browser.get(other).await, 200).await;
    assert!(!page.contains("</span>not there"), "{page}");
    hall.stop().await;
}

#[tokio::test]
async fn every_figure_of_a_day_leads_to_as_many_rows() {
    // A practice hall with a disk: its reports are read from the tables.
    let hall = Hall::open("small").await;
    hall.tick().await;
    let kiosk = hall.enrol(Role::Kiosk, None).await;
    let window = hall.enrol(Role::Window, Some(1)).await;
    let clerk = json!({ "clerk": "W1A" });
    window.post("windows/1/open", clerk).await.expect(200);
    for _ in 0..3 {
        kiosk.take("CARD2").await;
    }
    for act in ["call-next", "start", "finish", "call-next"] {
        window.act(1, act).await.expect(200);
    }
    let manager = hall.enrol(Manager, None).await;
    let browser = Browser::new(&hall.base);
    let list = text(browser.get("/manage/reports?lang=en").await, 200).await;
    assert!(
        list.contains("2026-03-03") && list.contains("2026-W10"),
        "{list}"
    );
    for report in ["daily/2026-03-03", "week/2026-W10", "month/2026-03"] {
        let page = format!("/api/v1/reports/{report}.html?lang=en");
        let page = manager.page(&page, "text/html").await;
        assert_eq!(page.status, 200, "{}", page.text);
        let page = page.text;
        let figures = manager.get(&format!("reports/{report}.json")).await;
        let figures = figures.expect(200);
        let links: std::collections::BTreeSet<&str> = page
            .split("href=\"/manage/legs?")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        assert!(links.len() > 5, "{report}: {links:?}");
        for link in links {
            let link = link.replace("&#38;", "&").replace("&amp;", "&");
            let rows = format!("/manage/legs?{link}");
            let rows = text(browser.get(&rows).await, 200).await;
            let (_, count) = rows.split_once("<dt>Legs</dt><dd>").expect("a count");
            let (count, _) = count.split_once('<').expect("its end");
            let counted = legs_of(&figures, &link);
            assert_eq!(count, counted.to_string(), "{report}: {link}");
            assert_eq!(
                rows.matches("<tr><th scope=\"row\"").count() as u64,
                counted
            );
        }
    }
    hall.stop().await;
}

/// What a report counts for the part that a link names.
fn legs_of(figures: &serde_json::Value, link: &str) -> u64 {
    let parts = ["window", "queue", "item", "department", "clerk"];
    let named = link.split('&').filter_map(|pair| pair.split_once('='));
    let mut named = named.filter(|(name, _)| parts.contains(name));
    let Some((part, key)) = named.next() else {
        return figures["total"]["legs"].as_u64().expect("a figure");
    };
    let rows = figures[format!("{part}s")].as_array().expect("parts");
    let mut rows = rows.iter().filter(|row| row["key"] == key);
    let row = rows.next().expect("the part");
    row["figures"]["legs"].as_u64().expect("a figure")
}
