use super::*;
use crate::machine::{CallBoxNews, Device};
use hall_device::call_box::Press;

fn with_box() -> Desk {
    Desk::open(Settings {
        call_box: true,
        ..Settings::default()
    })
}

fn pressed(desk: &mut Desk, press: Press) -> Vec<Action> {
    desk.pass(1_000);
    desk.send(Event::CallBox(CallBoxNews::Pressed(press)))
}

#[test]
fn a_press_posts_what_the_key_of_the_same_act_posts() {
    for (press, letter, in_hand) in [
        (Press::Next, ' ', None),
        (Press::Recall, 'r', Some("called")),
        (Press::Missed, 'n', Some("called")),
        (Press::Start, 's', Some("called")),
        (Press::Finish, 'f', Some("serving")),
    ] {
        let ready = || {
            let mut desk = with_box();
            if let Some(state) = in_hand {
                desk.put_in_hand(23, state);
                desk.show();
            }
            desk
        };
        let by_box = pressed(&mut ready(), press);
        let by_key = ready().letter(letter);
        assert_eq!(by_box, by_key, "{press:?}");
        assert_eq!(post(&by_box), post(&by_key), "one act each");
    }
}

#[test]
fn one_press_never_makes_two_acts() {
    let mut desk = with_box();
    let call = post(&pressed(&mut desk, Press::Next)).clone();
    assert_eq!(pressed(&mut desk, Press::Next), Vec::new(), "on its way");
    assert_eq!(desk.letter(' '), Vec::new(), "the keyboard waits as well");
    answer_ticket(&mut desk, &call, at_window(23, "called", 2));
    assert_eq!(pressed(&mut desk, Press::Recall).len(), 1);
}

#[test]
fn a_press_does_not_answer_an_open_list() {
    let mut desk = with_box();
    desk.put_in_hand(23, "serving");
    desk.show();
    desk.letter('t');
    assert!(desk.machine.chooser().is_some());
    assert_eq!(pressed(&mut desk, Press::Finish), [Action::Ring]);
    assert!(desk.machine.chooser().is_some(), "the list stays");
    assert!(
        desk.machine
            .notice()
            .is_some_and(|notice| !notice.hint.is_empty())
    );
    desk.press(Key::Esc);
    assert_eq!(pressed(&mut desk, Press::Finish).len(), 1);
}

#[test]
fn a_press_closes_the_page_of_keys_and_acts() {
    let mut desk = with_box();
    desk.letter('?');
    assert_eq!(pressed(&mut desk, Press::Next).len(), 1);
}

#[test]
fn a_lost_box_is_known_with_its_cause_until_it_is_back() {
    let mut desk = with_box();
    assert_eq!(desk.machine.call_box(), &Device::Offline(String::new()));
    let tell = |desk: &mut Desk, news| {
        assert_eq!(desk.send(Event::CallBox(news)), Vec::new());
        desk.machine.call_box().clone()
    };
    assert_eq!(tell(&mut desk, CallBoxNews::Online), Device::Ready);
    let pulled = Device::Offline("pulled".to_owned());
    assert_eq!(
        tell(&mut desk, CallBoxNews::Offline("pulled".to_owned())),
        pulled
    );
    let silent = CallBoxNews::Offline(String::new());
    assert_eq!(tell(&mut desk, silent.clone()), pulled, "the cause stays");
    assert_eq!(tell(&mut desk, CallBoxNews::Online), Device::Ready);
    assert_eq!(tell(&mut desk, silent), Device::Offline(String::new()));
    assert_eq!(
        Desk::open(Settings::default()).machine.call_box(),
        &Device::None
    );
}
