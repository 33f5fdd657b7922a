//! The server's address, as people write it: `http://host:port`.

use std::fmt;
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
        let (host, port) = match authority.rsplit_once(':') {
            // Inside the brackets of an IPv6 address a colon begins no port.
            Some((host, port)) if !port.contains(']') => (host, Some(port)),
            _ => (authority, None),
        };
        let plain = |c: char| c.is_ascii_alphanumeric() || "-._:[]".contains(c);
        let is_host = !host.is_empty() && host.len() <= 255 && host.chars().all(plain);
        let is_port = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0));
        if !is_host || !is_port {
            return Err(malformed());
        }
        Ok(Self {
            authority: authority.to_owned(),
        })
    }
}

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
