//! The server's address, as people write it: `http://host:port`.

use std::fmt;
use std::net::Ipv6Addr;
use std::str::FromStr;

/// Where the server is.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct ServerAddress {
    /// Host and port, as in a URL.
    authority: String,
}

/// Why a text is no server address.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadAddress {
    /// TLS is not there yet.
    #[error("{0}: https is not in this build; write http:// and stay on a closed network")]
    Tls(String),
    /// Anything else.
    #[error("{0}: a server address is written like http://192.168.1.10:8080")]
    Malformed(String),
}

impl ServerAddress {
    /// The URL of a path that begins with `/`.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.authority)
    }

    /// The URL of the feed.
    pub fn feed_url(&self) -> String {
        format!("ws://{}/api/v1/feed", self.authority)
    }
}

impl fmt::Display for ServerAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "http://{}", self.authority)
    }
}

impl FromStr for ServerAddress {
    type Err = BadAddress;

    fn from_str(text: &str) -> Result<Self, BadAddress> {
        let text = text.trim();
        if text.starts_with("https://") {
            return Err(BadAddress::Tls(text.to_owned()));
        }
        let malformed = || BadAddress::Malformed(text.to_owned());
        let rest = text.strip_prefix("http://").ok_or_else(malformed)?;
        let authority = rest.strip_suffix('/').unwrap_or(rest);
        if !leads_to_a_machine(authority) {
            return Err(malformed());
        }
        Ok(Self {
            authority: authority.to_owned(),
        })
    }
}

/// Whether requests and the feed find the same machine there: a name, or a number as everybody
/// writes it, and perhaps a port.
fn leads_to_a_machine(authority: &str) -> bool {
    let (host, port) = match authority.rsplit_once(':') {
        // Inside the brackets of an IPv6 address a colon begins no port.
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (authority, None),
    };
    let inside = host
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    let is_host = match inside {
        Some(number) => number.parse::<Ipv6Addr>().is_ok(),
        None => is_name(host),
    };
    let is_digits = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    let is_port = |port: &str| is_digits(port) && port.parse::<u16>().is_ok_and(|port| port > 0);
    is_host && port.is_none_or(is_port)
}

/// A name of plain labels; what ends in a number is an IPv4 address or nothing.
fn is_name(host: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    let is_label =
        |label: &str| (1..=LABEL_BYTES_MAX).contains(&label.len()) && label.bytes().all(plain);
    let is_plain = host.len() <= HOST_BYTES_MAX && host.split('.').all(is_label);
    let url = format!("http://{host}/");
    let seen = reqwest::Url::parse(&url).ok();
    let same = |url: reqwest::Url| {
        url.host_str()
            .is_some_and(|it| it.eq_ignore_ascii_case(host))
    };
    is_plain && seen.is_some_and(same)
}

/// Longest label of a name (RFC 1035).
const LABEL_BYTES_MAX: usize = 63;

/// Longest name (RFC 1035).
const HOST_BYTES_MAX: usize = 253;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_gives_the_urls_of_pages_and_feed() {
        for text in ["http://hall.local:8080", " http://hall.local:8080/ "] {
            let address: ServerAddress = text.parse().expect("a plain address");
            assert_eq!(address.to_string(), "http://hall.local:8080");
            assert_eq!(
                address.url("/api/v1/hall"),
                "http://hall.local:8080/api/v1/hall"
            );
            assert_eq!(address.feed_url(), "ws://hall.local:8080/api/v1/feed");
        }
        assert!("http://[::1]:8080".parse::<ServerAddress>().is_ok());
        assert!("http://127.0.0.1".parse::<ServerAddress>().is_ok());
    }

    #[test]
    fn what_is_no_address_is_refused_with_an_example() {
        for bad in [
            "",
            "hall:8080",
            "http://",
            "http://a:0",
            "http://a:x",
            "http://a/b",
            "http://a b",
            "http://a:+80",
            "http://a..b",
            "http://256.1.1.1:8080",
            "http://0x7f.1",
            "http://[::1",
            "http://[hall]:8080",
            "http://::1:8080",
        ] {
            let error = bad
                .parse::<ServerAddress>()
                .expect_err("not an address")
                .to_string();
            assert!(error.contains("http://192.168.1.10:8080"), "{error}");
        }
        let error = "https://hall"
            .parse::<ServerAddress>()
            .expect_err("no TLS yet");
        assert!(error.to_string().contains("closed network"));
    }
}
