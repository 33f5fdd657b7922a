//! The managers' page of notices.

use super::scene::{NOW, ago, hall, notice};
use super::{check_page, words_of};
use crate::pages::{Draft, Frame, Notices, notices};
use hall_core::device::Role;
use hall_core::plan::Language;
use hall_protocol::Problem;
use hall_protocol::view::{HallView, NoticeView};

fn page(hall: &HallView, on: &[NoticeView], draft: &Draft, wrong: Option<&Problem>) -> String {
    let page = notices(&Notices {
        frame: Frame {
            hall,
            role: Role::Manager,
            now: NOW,
            language: Language::ZhCn,
        },
        notices: on,
        draft,
        wrong,
    });
    check_page(&page);
    page
}

#[test]
fn a_manager_reads_what_is_on_the_boards_where_and_how_long() {
    let hall = hall();
    let on = [
        NoticeView {
            zone: Some("law".parse().expect("a code")),
            until: Some(ago(-60)),
            ..notice(7, "煤气泄漏", "Gas", true)
        },
        notice(8, "今天停电", "", false),
    ];
    let page = page(&hall, &on, &Draft::default(), None);
    let words = words_of(&page);
    assert!(
        words.contains("! 紧急 煤气泄漏 Gas 政法服务区 2026-03-03 10:32 2026-03-03 11:42 撤下"),
        "{words}"
    );
    assert!(
        words.contains("今天停电 全厅 2026-03-03 10:32 撤下为止 撤下"),
        "{words}"
    );
    assert!(page.contains("action=\"/manage/notices/7/withdraw?lang=zh-CN\""));
}

#[test]
fn what_was_typed_comes_back_with_what_is_wrong() {
    let hall = hall();
    let typed = [
        ("text", "\"><b>停电"),
        ("zone", "life"),
        ("urgent", "true"),
        ("until", "2026-03-03T09:00"),
    ];
    let typed = typed.map(|(name, text)| (name.to_owned(), text.to_owned()));
    let draft: Draft = typed.into_iter().collect();
    let wrong = Problem {
        status: 422,
        code: "notice_end".to_owned(),
        title: "结束时间已过。".to_owned(),
        hint: "请改结束时间。".to_owned(),
        detail: String::new(),
        ticket: None,
    };
    let page = page(&hall, &[], &draft, Some(&wrong));
    assert!(words_of(&page).contains("! 结束时间已过。 请改结束时间。"));
    assert!(page.contains("<option value=\"life\" selected>"), "{page}");
    assert!(page.contains("value=\"2026-03-03T09:00\"") && page.contains("value=\"true\" checked"));
    assert!(!page.contains("<b>停电"), "text is text");
    assert!(words_of(&page).contains("现在没有公告"));
}
