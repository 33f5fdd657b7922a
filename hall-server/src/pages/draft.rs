//! What stands in a form, field by field.

use std::collections::BTreeMap;

/// The fields that hold something, by their names.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Draft(BTreeMap<String, String>);

impl Draft {
    /// What a field holds; empty when nothing was typed.
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// Whether a field holds this, for a choice or a box.
    pub fn is(&self, name: &str, value: &str) -> bool {
        self.get(name) == value
    }

    /// Fills a field.
    pub fn put(&mut self, name: &str, value: String) {
        self.0.insert(name.to_owned(), value);
    }

    /// Empties a field.
    pub fn remove(&mut self, name: &str) {
        self.0.remove(name);
    }

    /// Each field with what it holds.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let fields = self.0.iter();
        fields.map(|(name, text)| (name.as_str(), text.as_str()))
    }
}

impl FromIterator<(String, String)> for Draft {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(fields: I) -> Self {
        Self(fields.into_iter().collect())
    }
}
