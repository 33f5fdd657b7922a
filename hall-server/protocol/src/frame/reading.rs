//! Reading the server's frames without a detour.
//!
//! Everything this house writes begins with the `type`, so the rest can be read straight into
//! its variant; a type that comes later is looked for first. Boards read every event of the day.

use super::{ServerFrame, Welcome};
use crate::picture::{Change, Picture};
use crate::stamp::Stamp;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Welcome,
    Snapshot,
    Event,
    Advance,
    Heartbeat,
    Refused,
}

#[derive(Deserialize)]
struct Snapshot {
    epoch: String,
    seq: u64,
    hash: String,
    picture: Box<Picture>,
}

#[derive(Deserialize)]
struct Event {
    seq: u64,
    hash: String,
    at: Stamp,
    changes: Vec<Change>,
}

#[derive(Deserialize)]
struct Advance {
    seq: u64,
    hash: String,
}

#[derive(Deserialize)]
struct Heartbeat {
    seq: u64,
    now: Stamp,
}

#[derive(Deserialize)]
struct Refused {
    code: String,
    title: String,
}

impl<'de> Deserialize<'de> for ServerFrame {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = ServerFrame;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a frame of the server")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<ServerFrame, A::Error> {
        let Some(first) = map.next_key::<String>()? else {
            return Err(A::Error::missing_field("type"));
        };
        if first == "type" {
            let kind = map.next_value()?;
            return read(kind, MapAccessDeserializer::new(map));
        }
        let mut rest = Map::new();
        rest.insert(first, map.next_value()?);
        while let Some((key, value)) = map.next_entry::<String, Value>()? {
            rest.insert(key, value);
        }
        let Some(kind) = rest.remove("type") else {
            return Err(A::Error::missing_field("type"));
        };
        let kind = Kind::deserialize(kind).map_err(A::Error::custom)?;
        read(kind, Value::Object(rest)).map_err(A::Error::custom)
    }
}

fn read<'de, D: Deserializer<'de>>(kind: Kind, rest: D) -> Result<ServerFrame, D::Error> {
    Ok(match kind {
        Kind::Welcome => ServerFrame::Welcome(Box::new(Welcome::deserialize(rest)?)),
        Kind::Snapshot => {
            let Snapshot {
                epoch,
                seq,
                hash,
                picture,
            } = Snapshot::deserialize(rest)?;
            ServerFrame::Snapshot {
                epoch,
                seq,
                hash,
                picture,
            }
        }
        Kind::Event => {
            let Event {
                seq,
                hash,
                at,
                changes,
            } = Event::deserialize(rest)?;
            ServerFrame::Event {
                seq,
                hash,
                at,
                changes,
            }
        }
        Kind::Advance => {
            let Advance { seq, hash } = Advance::deserialize(rest)?;
            ServerFrame::Advance { seq, hash }
        }
        Kind::Heartbeat => {
            let Heartbeat { seq, now } = Heartbeat::deserialize(rest)?;
            ServerFrame::Heartbeat { seq, now }
        }
        Kind::Refused => {
            let Refused { code, title } = Refused::deserialize(rest)?;
            ServerFrame::Refused { code, title }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode;
    use alloc::string::ToString;

    #[test]
    fn the_type_may_stand_anywhere() {
        let first = r#"{"type":"advance","seq":7,"hash":"0011223344556677"}"#;
        let last = r#"{"seq":7,"new":{"a":[1]},"hash":"0011223344556677","type":"advance"}"#;
        let frame = ServerFrame::Advance {
            seq: 7,
            hash: "0011223344556677".to_string(),
        };
        assert_eq!(decode::<ServerFrame>(first, 100), Ok(frame.clone()));
        assert_eq!(decode::<ServerFrame>(last, 100), Ok(frame));
    }

    #[test]
    fn a_frame_without_a_type_or_of_none_is_refused_in_words() {
        let why = |text| match decode::<ServerFrame>(text, 100) {
            Ok(frame) => panic!("{frame:?}"),
            Err(error) => error.to_string(),
        };
        assert!(why("{}").contains("missing field `type`"));
        assert!(why(r#"{"seq":1}"#).contains("missing field `type`"));
        assert!(why(r#"{"seq":1,"type":"song"}"#).contains("unknown variant `song`"));
        assert!(why("[1]").contains("a frame of the server"));
    }
}
