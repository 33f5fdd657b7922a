//! Slips to read: the notice of an item and the answer to a question, on both papers.

use crate::hall::{item, state};
use hall_fixtures::printer::Engine;
use hall_text::Language;
use kiosk_client::Profile;
use kiosk_client::encode::{self, Press, ProcessId};
use kiosk_client::profile::PaperWidth;
use kiosk_client::slip::{Enquiry, Notice, Slip};

fn printed(slip: &Slip, profile: &Profile) -> String {
    let encoded = encode::slip(slip, Press::of(profile), ProcessId::of(0)).expect("a slip");
    assert!(encoded.replaced.is_empty(), "{:?}", encoded.replaced);
    let mut engine = Engine::default();
    engine.receive(&encoded.bytes);
    let paper = engine.last().expect("a cut slip");
    for line in paper.lines() {
        assert!(line.columns() <= profile.columns, "{:?}", line.text);
    }
    paper.text(0)
}

fn notice(language: Language, profile: &Profile) -> String {
    let (hall, mut item) = (state().hall, item());
    item.promised_days = 10;
    item.age_min = Some(65);
    let notice = Notice {
        item: &item,
        hall: &hall,
        local_time: "2026-03-03 10:38",
        language,
    };
    printed(&Slip::notice(&notice, Press::of(profile).room()), profile)
}

#[test]
fn a_notice_lists_every_material_the_days_the_fee_and_the_hours() {
    assert_eq!(
        notice(Language::ZhCn, &Profile::default()),
        "安康市政务服务中心\n一次性告知单\n[公交IC公益卡领卡]x2\n14 号窗口  一楼  民生服务区\n  \
         要带的材料：\n  1. 身份证原件\n  2. 领卡凭条\n  办理时间：10 个工作日\n  收费：不收费\n  \
         取号时间：08:00-16:40\n  申请人要满 65 岁\n  2026-03-03 10:38 打印\n"
    );
    let narrow = Profile::of(PaperWidth::Mm58);
    for language in Language::ALL {
        let text = notice(language, &narrow);
        assert!(
            !text.contains("slip-") && !text.contains("ticket-"),
            "{text}"
        );
    }
}

#[test]
fn an_answer_can_be_taken_along() {
    let hall = state().hall;
    let enquiry = Enquiry {
        number: "E023",
        said: "E023 过号了，请在 11:08 前到导服台恢复",
        hall: &hall,
        local_time: "2026-03-03 10:38",
        language: Language::ZhCn,
    };
    let profile = Profile::default();
    let slip = Slip::enquiry(&enquiry, Press::of(&profile).room());
    assert_eq!(
        printed(&slip, &profile),
        "安康市政务服务中心\n查询结果\n[E023]x4\n  E023 过号了，请在 11:08 前到导服台恢复\n  \
         2026-03-03 10:38 打印\n"
    );
}
