//! A QR code as a drawing inside a page.

use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write;

/// Light modules around a code, as the standard asks.
const QUIET: usize = 4;

/// A code for `content`: its width in modules, the quiet zone included, and the path of its dark
/// ones; none when it is too long for any code.
pub(super) fn qr(content: &str) -> Option<(usize, String)> {
    let code = QrCode::with_error_correction_level(content, EcLevel::M).ok()?;
    let mut path = String::new();
    for (at, _) in code
        .to_colors()
        .into_iter()
        .enumerate()
        .filter(|(_, colour)| *colour == Color::Dark)
    {
        let (x, y) = (at % code.width() + QUIET, at / code.width() + QUIET);
        write!(path, "M{x} {y}h1v1h-1z").expect("a text takes everything");
    }
    Some((code.width() + 2 * QUIET, path))
}

/// The address under which a phone finds `path`; none when the hall's own address means something
/// else on every phone, or is too long to be read from a screen.
pub(super) fn phone_address(public_url: &str, path: &str, longest: usize) -> Option<String> {
    let public_url = public_url.trim_end_matches('/');
    let rest = public_url.split_once("://")?.1;
    let host = rest.split('/').next()?;
    let host = match host.strip_prefix('[') {
        Some(v6) => v6.split(']').next()?,
        None => host.split(':').next()?,
    };
    let is_ours_alone = match host.parse::<std::net::IpAddr>() {
        Ok(ip) => ip.is_loopback() || ip.is_unspecified(),
        Err(_) => host.is_empty() || host == "localhost",
    };
    let address = format!("{public_url}{path}");
    (!is_ours_alone && address.len() <= longest).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_address_that_a_phone_can_open_is_offered() {
        let offered = |url| phone_address(url, "/board", 120);
        for alone in [
            "",
            "http://127.0.0.1:8080",
            "http://localhost:8080",
            "http://0.0.0.0:80",
            "http://[::1]:8080",
            "http://[::]",
        ] {
            assert_eq!(offered(alone), None, "{alone}");
        }
        assert_eq!(
            offered("http://192.0.2.1:8080/").as_deref(),
            Some("http://192.0.2.1:8080/board")
        );
        assert_eq!(
            offered("https://hall.example.gov.cn").as_deref(),
            Some("https://hall.example.gov.cn/board")
        );
        let long = format!("https://{}.cn", "x".repeat(120));
        assert_eq!(offered(&long), None);
    }

    #[test]
    fn a_drawn_code_says_the_address() {
        let (width, path) = qr("https://hall.example.gov.cn/board/tax").expect("a short text");
        let mut dark = vec![false; width * width];
        for module in path.split('M').skip(1) {
            let (x, y) = module.split_once(' ').expect("two numbers");
            let y = y.split('h').next().expect("a number");
            let place = |n: &str| n.parse::<usize>().expect("a number");
            dark[place(y) * width + place(x)] = true;
        }
        let scale = 4;
        let mut image =
            rqrr::PreparedImage::prepare_from_greyscale(width * scale, width * scale, |x, y| {
                if dark[y / scale * width + x / scale] {
                    0
                } else {
                    255
                }
            });
        let grids = image.detect_grids();
        let (_, said) = grids[0].decode().expect("a phone reads it");
        assert_eq!(said, "https://hall.example.gov.cn/board/tax");
    }
}
