//! A short name for a state: plain data, hashed through serde without writing it out.
//!
//! The hall is no `Hash`, and text of it is slow to make. Its plan is left out: the plan of a model
//! never changes, and it is the largest part.

use hall_core::Hall;
use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};
use std::fmt::{self, Display, Write};
use std::hash::{DefaultHasher, Hasher};

/// The name of a hall, without its plan.
///
/// # Panics
///
/// Never: a hall is plain data.
pub(super) fn of_hall(hall: &Hall) -> u64 {
    of(hall)
}

/// The name of any plain data; fields called `plan` are left out.
///
/// # Panics
///
/// Never: nothing that is hashed refuses to be.
pub(super) fn of(data: &impl Serialize) -> u64 {
    let mut hasher = DefaultHasher::new();
    data.serialize(Digest(&mut hasher))
        .expect("hashing plain data cannot fail");
    hasher.finish()
}

/// A serializer that only hashes. Every piece is preceded by its kind, so that no two shapes meet.
struct Digest<'a>(&'a mut DefaultHasher);

const NONE: u8 = 1;
const SOME: u8 = 2;
const TEXT: u8 = 3;
const NUMBER: u8 = 4;
const LIST: u8 = 5;
const MAP: u8 = 6;
const STRUCT: u8 = 7;
const VARIANT: u8 = 8;
const SKIPPED: u8 = 9;
const END: u8 = 10;

impl Digest<'_> {
    #[expect(
        clippy::unnecessary_wraps,
        reason = "every call of a serializer answers so"
    )]
    fn number(self, value: u64) -> Result<(), fmt::Error> {
        self.0.write_u8(NUMBER);
        self.0.write_u64(value);
        Ok(())
    }

    fn begin(&mut self, kind: u8, number: u64) {
        self.0.write_u8(kind);
        self.0.write_u64(number);
    }
}

impl<'a> Serializer for Digest<'a> {
    type Ok = ();
    type Error = fmt::Error;
    type SerializeSeq = Parts<'a>;
    type SerializeTuple = Parts<'a>;
    type SerializeTupleStruct = Parts<'a>;
    type SerializeTupleVariant = Parts<'a>;
    type SerializeMap = Parts<'a>;
    type SerializeStruct = Parts<'a>;
    type SerializeStructVariant = Parts<'a>;

    fn serialize_bool(self, v: bool) -> Result<(), fmt::Error> {
        self.number(u64::from(v))
    }
    fn serialize_i8(self, v: i8) -> Result<(), fmt::Error> {
        self.number(v as u64)
    }
    fn serialize_i16(self, v: i16) -> Result<(), fmt::Error> {
        self.number(v as u64)
    }
    fn serialize_i32(self, v: i32) -> Result<(), fmt::Error> {
        self.number(v as u64)
    }
    fn serialize_i64(self, v: i64) -> Result<(), fmt::Error> {
        self.number(v as u64)
    }
    fn serialize_u8(self, v: u8) -> Result<(), fmt::Error> {
        self.number(u64::from(v))
    }
    fn serialize_u16(self, v: u16) -> Result<(), fmt::Error> {
        self.number(u64::from(v))
    }
    fn serialize_u32(self, v: u32) -> Result<(), fmt::Error> {
        self.number(u64::from(v))
    }
    fn serialize_u64(self, v: u64) -> Result<(), fmt::Error> {
        self.number(v)
    }
    fn serialize_f32(self, v: f32) -> Result<(), fmt::Error> {
        self.number(u64::from(v.to_bits()))
    }
    fn serialize_f64(self, v: f64) -> Result<(), fmt::Error> {
        self.number(v.to_bits())
    }
    fn serialize_char(self, v: char) -> Result<(), fmt::Error> {
        self.number(u64::from(u32::from(v)))
    }
    fn serialize_str(self, v: &str) -> Result<(), fmt::Error> {
        self.serialize_bytes(v.as_bytes())
    }
    fn serialize_bytes(mut self, v: &[u8]) -> Result<(), fmt::Error> {
        self.begin(TEXT, v.len() as u64);
        self.0.write(v);
        Ok(())
    }
    fn serialize_none(self) -> Result<(), fmt::Error> {
        self.0.write_u8(NONE);
        Ok(())
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), fmt::Error> {
        self.0.write_u8(SOME);
        value.serialize(self)
    }
    fn serialize_unit(self) -> Result<(), fmt::Error> {
        self.serialize_none()
    }
    fn serialize_unit_struct(self, _: &'static str) -> Result<(), fmt::Error> {
        self.serialize_none()
    }
    fn serialize_unit_variant(
        mut self,
        _: &'static str,
        index: u32,
        _: &'static str,
    ) -> Result<(), fmt::Error> {
        self.begin(VARIANT, u64::from(index));
        Ok(())
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), fmt::Error> {
        value.serialize(self)
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        mut self,
        _: &'static str,
        index: u32,
        _: &'static str,
        value: &T,
    ) -> Result<(), fmt::Error> {
        self.begin(VARIANT, u64::from(index));
        value.serialize(self)
    }
    fn serialize_seq(self, _: Option<usize>) -> Result<Parts<'a>, fmt::Error> {
        Ok(Parts::begin(self, LIST, 0))
    }
    fn serialize_tuple(self, len: usize) -> Result<Parts<'a>, fmt::Error> {
        Ok(Parts::begin(self, LIST, len as u64))
    }
    fn serialize_tuple_struct(self, _: &'static str, len: usize) -> Result<Parts<'a>, fmt::Error> {
        Ok(Parts::begin(self, LIST, len as u64))
    }
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        index: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Parts<'a>, fmt::Error> {
        Ok(Parts::begin(self, VARIANT, u64::from(index)))
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Parts<'a>, fmt::Error> {
        Ok(Parts::begin(self, MAP, 0))
    }
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Parts<'a>, fmt::Error> {
        Ok(Parts::begin(self, STRUCT, 0))
    }
    fn serialize_struct_variant(
        self,
        _: &'static str,
        index: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Parts<'a>, fmt::Error> {
        Ok(Parts::begin(self, VARIANT, u64::from(index)))
    }
    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<(), fmt::Error> {
        self.0.write_u8(TEXT);
        let mut writer = Text(self.0);
        write!(writer, "{value}")?;
        self.0.write_u8(END);
        Ok(())
    }
}

/// Text that is hashed while it is written.
struct Text<'a>(&'a mut DefaultHasher);

impl Write for Text<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.write(text.as_bytes());
        Ok(())
    }
}

/// The parts of a list, map or struct; an end mark closes it.
struct Parts<'a>(&'a mut DefaultHasher);

impl<'a> Parts<'a> {
    fn begin(mut digest: Digest<'a>, kind: u8, number: u64) -> Self {
        digest.begin(kind, number);
        Self(digest.0)
    }

    fn part<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), fmt::Error> {
        value.serialize(Digest(self.0))
    }

    fn field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), fmt::Error> {
        if key == "plan" {
            Ok(())
        } else {
            self.part(value)
        }
    }

    fn close(self) {
        self.0.write_u8(END);
    }
}

macro_rules! parts {
    ($($kind:ident $part:ident;)*) => {$(
        impl $kind for Parts<'_> {
            type Ok = ();
            type Error = fmt::Error;
            fn $part<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), fmt::Error> {
                self.part(value)
            }
            fn end(self) -> Result<(), fmt::Error> {
                self.close();
                Ok(())
            }
        }
    )*};
}

parts! {
    SerializeSeq serialize_element;
    SerializeTuple serialize_element;
    SerializeTupleStruct serialize_field;
    SerializeTupleVariant serialize_field;
}

macro_rules! fields {
    ($($kind:ident)*) => {$(
        impl $kind for Parts<'_> {
            type Ok = ();
            type Error = fmt::Error;
            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                key: &'static str,
                value: &T,
            ) -> Result<(), fmt::Error> {
                self.field(key, value)
            }
            fn skip_field(&mut self, _: &'static str) -> Result<(), fmt::Error> {
                self.0.write_u8(SKIPPED);
                Ok(())
            }
            fn end(self) -> Result<(), fmt::Error> {
                self.close();
                Ok(())
            }
        }
    )*};
}

fields! { SerializeStruct SerializeStructVariant }

impl SerializeMap for Parts<'_> {
    type Ok = ();
    type Error = fmt::Error;
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), fmt::Error> {
        self.part(key)
    }
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), fmt::Error> {
        self.part(value)
    }
    fn end(self) -> Result<(), fmt::Error> {
        self.close();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::of;
    use serde::Serialize;

    #[derive(Serialize)]
    struct Some2 {
        #[serde(skip_serializing_if = "Option::is_none")]
        a: Option<u8>,
        #[serde(skip_serializing_if = "Option::is_none")]
        b: Option<u8>,
        plan: u8,
    }

    #[test]
    fn different_data_have_different_names_and_the_plan_has_none() {
        let with = |a, b, plan| of(&Some2 { a, b, plan });
        assert_eq!(with(Some(1), None, 1), with(Some(1), None, 2));
        assert_ne!(with(Some(1), None, 1), with(None, Some(1), 1));
        assert_ne!(of(&vec![vec![1, 2], vec![]]), of(&vec![vec![1], vec![2]]));
        assert_ne!(of(&("ab", "c")), of(&("a", "bc")));
        assert_ne!(of(&Some(0_u8)), of(&None::<u8>));
    }
}
