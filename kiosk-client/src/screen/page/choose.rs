//! The ways in: frequent items and zones, and the items of one zone.

use super::facts::{Button, Facts};
use super::render;
use crate::screen::Purpose;
use askama::Template;
use hall_core::code::ZoneCode;

/// Buttons under a heading.
struct Group {
    name: String,
    buttons: Vec<Button>,
}

#[derive(Template)]
#[template(path = "choose.html")]
struct Choose {
    heading: String,
    groups: Vec<Group>,
    /// Act and name.
    ways: Vec<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "places.html")]
struct Places {
    heading: String,
    /// Name and where.
    rows: Vec<(String, String)>,
}

impl Facts<'_> {
    pub(super) fn home(&self) -> String {
        let frequent = self.items().iter().filter(|item| item.frequent);
        let frequent = Group {
            name: self.t("frequent"),
            buttons: frequent.map(|item| self.button(item)).collect(),
        };
        let zones = self.zones().iter().filter(|zone| {
            let mut items = self.items().iter();
            items.any(|item| item.zone == zone.zone)
        });
        let zones = zones.map(|zone| Button {
            act: format!("zone:{}", zone.zone),
            name: self.name(&zone.names).to_owned(),
            note: self.floor(zone.floor),
            is_open: true,
        });
        let zones = Group {
            name: self.t("zones"),
            buttons: zones.collect(),
        };
        let groups = [frequent, zones].into_iter();
        render(&Choose {
            heading: self.t("welcome"),
            groups: groups.filter(|group| !group.buttons.is_empty()).collect(),
            ways: self.ways(),
        })
    }

    /// The other ways in.
    fn ways(&self) -> Vec<(&'static str, String)> {
        let hall = self.hall();
        let places = self.screen.purpose() == Purpose::Enquiry
            && hall.is_some_and(|hall| !hall.facilities.is_empty());
        let all = [("search", true), ("find", true), ("places", places)];
        let shown = all.into_iter().filter(|(_, is_shown)| *is_shown);
        shown.map(|(way, _)| (way, self.t(way))).collect()
    }

    /// What else people look for in the hall.
    pub(super) fn places(&self) -> String {
        let facilities = self.hall().map(|hall| hall.facilities.as_slice());
        let rows = facilities.unwrap_or_default().iter().map(|facility| {
            let place = [
                self.floor(facility.floor),
                self.name(&facility.place).to_owned(),
            ];
            (
                self.name(&facility.names).to_owned(),
                place.join(" ").trim_end().to_owned(),
            )
        });
        render(&Places {
            heading: self.t("places"),
            rows: rows.collect(),
        })
    }

    /// A zone's items under the departments that answer for them.
    pub(super) fn zone(&self, zone: ZoneCode) -> String {
        let mut groups: Vec<Group> = Vec::new();
        for item in self.items().iter().filter(|item| item.zone == zone) {
            let department = self.name(&item.department_name);
            let button = self.button(item);
            match groups.iter_mut().find(|group| group.name == department) {
                Some(group) => group.buttons.push(button),
                None => groups.push(Group {
                    name: department.to_owned(),
                    buttons: vec![button],
                }),
            }
        }
        let heading = self.zone_name(zone).map(str::to_owned);
        render(&Choose {
            heading: heading.unwrap_or_else(|| self.t("welcome")),
            groups,
            ways: Vec::new(),
        })
    }
}
