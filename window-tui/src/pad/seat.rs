//! Whether the pad's token is of this window: found out on the feed as soon as both tokens are
//! known there, not from the first rating that is lost.

use super::Order;
use hall_core::code::WindowNumber;
use hall_core::device::Role;
use hall_core::plan::Language;
use hall_device::{Api, Link, LinkEvent};
use hall_text::{FluentValue, say};
use tokio::sync::mpsc;

/// Where the pad's token belongs, or why it is no good.
pub(super) type Seat = Result<(), String>;

/// Tells the pad's task what comes of its token; ends when that is final. A pad without a window's
/// link beside it has nothing to be compared with.
pub(super) async fn find(api: Api, language: Language, orders: mpsc::WeakSender<Order>) {
    let (Some(config), Some(window)) = (api.link_config(Role::Pad), api.link()) else {
        return;
    };
    let (_link, mut events) = Link::spawn(config);
    while let Some(event) = events.recv().await {
        let (seat, is_final) = match event {
            LinkEvent::Connected(welcome) => {
                // Without the window's own link there is nobody to ask about either.
                if !window.reached(0).await {
                    return;
                }
                let ours = window.welcome().and_then(|welcome| welcome.window);
                (same_window(ours, welcome.window, language), true)
            }
            // Somebody may enrol it again meanwhile.
            LinkEvent::Refused { code, title } => (Err(format!("{title} ({code})")), false),
            _ => continue,
        };
        let Some(orders) = orders.upgrade() else {
            return;
        };
        orders.send(Order::Seat(seat)).await.unwrap_or_default();
        if is_final {
            return;
        }
    }
}

/// Whether a pad's token is of the window that it stands at.
pub(crate) fn same_window(
    ours: Option<WindowNumber>,
    pads: Option<WindowNumber>,
    language: Language,
) -> Result<(), String> {
    if ours == pads {
        return Ok(());
    }
    let window = pads.map_or(0, |window| window.0);
    let args = [("window", FluentValue::from(window))];
    Err(say(language, "window-pads-other-window", &args))
}
