//! Bodies of HTTP requests and orders of the operator, each read as every type.
//!
//! Whatever is read comes back as it was, and a body read at once is the one read through a tree,
//! as the server does it.

use super::promise::{comes_back, readable};
use super::shape::Shape;
use super::{JSON, Target};
use hall_protocol::limits::BODY_BYTES_MAX;
use hall_protocol::{Problem, api, decode, view};
use hall_server::control::Order;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Debug;

/// Bodies.
pub(super) static BODIES: Target = Target {
    name: "http_body",
    promise: "a body comes back as it was, read at once or through a tree",
    heavy: false,
    tokens: JSON,
    run,
};

fn run(input: &[u8]) -> Shape {
    let text = String::from_utf8_lossy(input);
    let shapes = [
        body::<api::Take>(&text),
        body::<api::Person>(&text),
        body::<api::HandIn>(&text),
        body::<api::Lease>(&text),
        body::<api::Paper>(&text),
        body::<api::Act>(&text),
        body::<api::Change>(&text),
        body::<api::Rate>(&text),
        body::<api::Rated>(&text),
        body::<Problem>(&text),
        body::<view::TicketView>(&text),
        body::<view::BlockView>(&text),
        order(&text),
    ];
    Shape::of(shapes.map(Shape::bits))
}

fn body<T>(text: &str) -> Shape
where
    T: Serialize + DeserializeOwned + PartialEq + Debug,
{
    // The tree is stricter about what no type reads, such as half a character in another field.
    let tree = serde_json::from_str::<serde_json::Value>(text).ok();
    match decode::<T>(text, BODY_BYTES_MAX) {
        Ok(value) => {
            comes_back(&value);
            match tree.map(serde_json::from_value::<T>) {
                Some(Ok(other)) => assert_eq!(other, value, "the tree reads another body"),
                Some(Err(error)) => panic!("the tree does not read it: {error}"),
                None => {}
            }
            Shape::of("read")
        }
        Err(error) => readable(&error.to_string()),
    }
}

/// An order of the operator's command line, by its text: it is no value to compare.
fn order(text: &str) -> Shape {
    let Ok(order) = serde_json::from_str::<Order>(text) else {
        return Shape::of("no order");
    };
    let wire = hall_protocol::encode(&order);
    let again = serde_json::from_str::<Order>(&wire).map(|order| hall_protocol::encode(&order));
    assert_eq!(again.ok().as_ref(), Some(&wire), "another order came back");
    Shape::of(std::mem::discriminant(&order))
}
