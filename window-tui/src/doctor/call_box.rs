//! The call box under `doctor`: a box that can be asked answers; any other must be pressed once.

use super::Check;
use crate::call_box::{CallBoxClient, CallBoxSetup};
use crate::limits::{DOCTOR_MS, DOCTOR_PRESS_S};
use crate::machine::CallBoxNews;
use hall_core::plan::Language;
use hall_device::call_box::Press;
use hall_text::{say, word};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::timeout;

pub(super) async fn check(call_box: CallBoxSetup, language: Language) -> Check {
    let answers = call_box.driver.has_heartbeat();
    let name = call_box.port.name.to_string();
    let found = examine(call_box, answers, language).await;
    Check::of("call box", found).at(&name)
}

async fn examine(
    call_box: CallBoxSetup,
    answers: bool,
    language: Language,
) -> Result<String, String> {
    let (news, mut heard) = mpsc::channel(1);
    let _client = CallBoxClient::spawn(call_box, news).map_err(|error| error.to_string())?;
    let silent = || word(language, "window-doctor-box-silent");
    let mut limit = Duration::from_millis(DOCTOR_MS);
    loop {
        match timeout(limit, heard.recv()).await {
            Ok(Some(CallBoxNews::Online)) if answers => {
                return Ok(word(language, "window-box-ready"));
            }
            // The port is open, which says nothing about the box: somebody must press it.
            Ok(Some(CallBoxNews::Online)) => {
                let seconds = [("seconds", DOCTOR_PRESS_S.into())];
                eprintln!("{}", say(language, "window-doctor-box-press", &seconds));
                limit = Duration::from_secs(DOCTOR_PRESS_S);
            }
            Ok(Some(CallBoxNews::Pressed(press))) => return Ok(pressed(press, language)),
            Ok(Some(CallBoxNews::Offline(why))) if !why.is_empty() => return Err(why),
            _ => return Err(silent()),
        }
    }
}

fn pressed(press: Press, language: Language) -> String {
    let key = match press {
        Press::Next => "window-key-call-next",
        Press::Recall => "window-key-recall",
        Press::Missed => "window-key-missed",
        Press::Start => "window-key-start",
        Press::Finish => "window-key-finish",
    };
    let act = [("act", word(language, key).into())];
    say(language, "window-doctor-box-pressed", &act)
}
