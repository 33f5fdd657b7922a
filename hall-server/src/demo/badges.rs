//! The tokens of all virtual devices, enrolled as an operator enrols real ones.

use super::error::DemoError;
use super::limits::KIOSKS;
use crate::admin::{self, Enrolment};
use hall_core::Plan;
use hall_core::code::{DeviceId, WindowNumber};
use hall_core::device::Role;
use hall_device::Token;
use std::collections::BTreeMap;
use std::path::Path;

/// One enrolled device.
#[derive(Clone, Debug)]
pub(super) struct Badge {
    pub(super) device: DeviceId,
    pub(super) token: Token,
}

/// All of them.
#[derive(Clone, Debug)]
pub(super) struct Badges {
    pub(super) kiosks: Vec<Badge>,
    pub(super) windows: BTreeMap<WindowNumber, Badge>,
    pub(super) pads: BTreeMap<WindowNumber, Badge>,
    pub(super) guide: Badge,
    pub(super) manager: Badge,
    pub(super) board: Badge,
}

impl Badges {
    /// Enrols every device of the hall over the control socket of the server that holds `data`.
    pub(super) async fn enrol(data: &Path, plan: &Plan) -> Result<Self, DemoError> {
        let mut kiosks = Vec::new();
        for number in 1..=KIOSKS {
            kiosks.push(enrol(data, Role::Kiosk, format!("kiosk {number}"), None).await?);
        }
        let (mut windows, mut pads) = (BTreeMap::new(), BTreeMap::new());
        for number in plan.windows.keys() {
            let name = format!("window {number}");
            windows.insert(
                *number,
                enrol(data, Role::Window, name, Some(*number)).await?,
            );
            let name = format!("pad {number}");
            pads.insert(*number, enrol(data, Role::Pad, name, Some(*number)).await?);
        }
        Ok(Self {
            kiosks,
            windows,
            pads,
            guide: enrol(data, Role::Guide, "guide".to_owned(), None).await?,
            manager: enrol(data, Role::Manager, "manager".to_owned(), None).await?,
            board: enrol(data, Role::Board, "board".to_owned(), None).await?,
        })
    }
}

/// Enrols one device.
pub(super) async fn enrol(
    data: &Path,
    role: Role,
    name: String,
    window: Option<WindowNumber>,
) -> Result<Badge, DemoError> {
    let wanted = Enrolment {
        role,
        name,
        window: window.map(|number| number.0),
        department: None,
    };
    let enrolled = admin::enrol(data, wanted).await?;
    let token = Token::new(&enrolled.token).expect("the server's tokens are plain text");
    Ok(Badge {
        device: DeviceId(enrolled.device),
        token,
    })
}
