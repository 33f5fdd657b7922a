//! What managers see of cases in a browser.

use super::{DAY, Desk};
use crate::bed::plan_text;
use serde_json::json;

impl Desk {
    /// A page of the managers; a practice hall asks nobody who they are.
    async fn page(&self, path: &str, status: u16) -> String {
        let page = self.office.page(path, "text/html").await;
        assert_eq!(page.status, status, "{path}");
        page.text
    }
}

/// Where each of the words stands in the page, in this order.
fn in_order(page: &str, words: &[&str]) {
    let mut rest = page;
    for word in words {
        let at = rest.find(word);
        rest = &rest[at.unwrap_or_else(|| panic!("no {word} in {rest}"))..];
    }
}

#[tokio::test]
async fn the_ledger_has_what_presses_first_and_counts_every_standing() {
    let desk = Desk::open().await;
    let late = json!({ "item": "TAX2", "number": "LATE-1", "first": { "act": "accept" } });
    desk.window.ask("cases", late).await.expect(201);
    desk.hall.pass(DAY).await;
    for number in ["TIME-1", "READY-1"] {
        let new = json!({
            "clerk": "W1A", "item": "CARD1", "number": number, "first": { "act": "accept" },
        });
        desk.office.ask("cases", new).await.expect(201);
    }
    desk.goes_on(2, &["handle", "approve", "finish"]).await;
    let told = json!({ "clerk": "W1A", "item": "CARD1", "number": "TOLD-1" });
    desk.office.ask("cases", told).await.expect(201);
    let page = desk.page("/manage/cases?lang=en", 200).await;
    in_order(
        &page,
        &["All open <b>4</b>", "Late <b>1</b>", "Due soon <b>0</b>"],
    );
    in_order(&page, &["In time <b>1</b>", "Not accepted yet <b>1</b>"]);
    in_order(
        &page,
        &[
            "LATE-1",
            "1 working day late",
            "TIME-1",
            "TOLD-1",
            "READY-1",
        ],
    );
    let late = desk.page("/manage/cases?lang=en&standing=late", 200).await;
    assert!(late.contains("LATE-1") && !late.contains("TIME-1"));
    let taxes = desk.page("/manage/cases?lang=en&department=SW", 200).await;
    assert!(taxes.contains("LATE-1") && !taxes.contains("TOLD-1"));
    in_order(&taxes, &["All open <b>1</b>"]);
    let none = desk
        .page("/manage/cases?lang=en&department=SW&standing=ready", 200)
        .await;
    assert!(none.contains("There are no such cases."), "{none}");
    desk.hall.stop().await;
}

#[tokio::test]
async fn a_year_without_a_notice_puts_a_banner_over_the_ledger() {
    let plan = plan_text("small");
    // Ten worked days from the end of 2026 reach into a year of which nothing is known.
    let desk = Desk::on(plan, 300).await;
    desk.accepted().await;
    let page = desk.page("/manage/cases?lang=en", 200).await;
    in_order(
        &page,
        &["The last day of 1 case is provisional", "(provisional)"],
    );
    desk.hall.stop().await;
}

#[tokio::test]
async fn the_page_of_a_case_tells_every_step_also_when_it_is_long_over() {
    let desk = Desk::open().await;
    let case = desk.accepted().await;
    let stop = json!({ "kind": "appraisal", "from": "2026-03-03", "document": "JD-12" });
    desk.does(case, "suspend", stop).await.expect(200);
    let to = json!({ "to": "2026-03-03" });
    desk.does(case, "continue", to).await.expect(200);
    desk.goes_on(case, &["handle", "approve", "finish"]).await;
    let path = format!("/manage/cases/{case}?lang=en");
    let open = desk.page(&path, 200).await;
    let steps = [
        "Received and told",
        "W1A",
        "Accepted",
        "last day 2026-03-17",
        "Clock stopped",
    ];
    in_order(&open, &steps);
    in_order(
        &open,
        &["Clock stopped", "Appraisal", "W2A", "Approved", "Finished"],
    );
    in_order(&open, &["Document (Appraisal)", "JD-12"]);
    let how = json!({ "how": "posted" });
    desk.does(case, "deliver", how).await.expect(200);
    desk.hall.pass(DAY).await;
    let over = desk.page(&path, 200).await;
    in_order(&over, &["Received and told", "Delivered", "By post"]);
    assert!(
        !over.contains("JD-12"),
        "texts are not in the table of steps"
    );
    desk.page("/manage/cases/77", 404).await;
    desk.hall.stop().await;
}
