//! Style and script of the page, inside the binary.

/// The content type and text of the asset at `path` below `/assets/`, if there is one.
pub(super) fn asset(path: &str) -> Option<(&'static str, &'static str)> {
    match path {
        // One file for the colours and the type of every surface.
        "tokens.css" => Some((
            "text/css; charset=utf-8",
            include_str!("../../../hall-server/assets/tokens.css"),
        )),
        "kiosk.css" => Some((
            "text/css; charset=utf-8",
            include_str!("../../assets/kiosk.css"),
        )),
        "kiosk.js" => Some((
            "text/javascript; charset=utf-8",
            include_str!("../../assets/kiosk.js"),
        )),
        _ => None,
    }
}
