//! The catalogue: every word a person reads, in every language, from one place.
//!
//! Words live in Fluent files, one per surface and language under `locales/`. [`say`] looks one up;
//! a test proves that no language has a gap. Staff codes and log lines are not words and stay out.

mod refusal;

pub use fluent_bundle::FluentValue;
pub use hall_core::plan::Language;
pub use refusal::{hint, refusal};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;

/// Surfaces in the order of their files.
const SURFACES: [&str; 11] = [
    "refusal", "ticket", "kiosk", "screen", "case", "window", "guide", "board", "page", "report",
    "server",
];

macro_rules! locale {
    ($tag:literal) => {
        [
            include_str!(concat!("../locales/", $tag, "/refusal.ftl")),
            include_str!(concat!("../locales/", $tag, "/ticket.ftl")),
            include_str!(concat!("../locales/", $tag, "/kiosk.ftl")),
            include_str!(concat!("../locales/", $tag, "/screen.ftl")),
            include_str!(concat!("../locales/", $tag, "/case.ftl")),
            include_str!(concat!("../locales/", $tag, "/window.ftl")),
            include_str!(concat!("../locales/", $tag, "/guide.ftl")),
            include_str!(concat!("../locales/", $tag, "/board.ftl")),
            include_str!(concat!("../locales/", $tag, "/page.ftl")),
            include_str!(concat!("../locales/", $tag, "/report.ftl")),
            include_str!(concat!("../locales/", $tag, "/server.ftl")),
        ]
    };
}

const ZH_CN: [&str; SURFACES.len()] = locale!("zh-CN");
const EN: [&str; SURFACES.len()] = locale!("en");
const ZH_HANT: [&str; SURFACES.len()] = locale!("zh-Hant");

const fn sources(language: Language) -> &'static [&'static str; SURFACES.len()] {
    match language {
        Language::ZhCn => &ZH_CN,
        Language::En => &EN,
        Language::ZhHant => &ZH_HANT,
    }
}

type Bundle = FluentBundle<FluentResource>;

static BUNDLES: LazyLock<[Bundle; 3]> = LazyLock::new(|| Language::ALL.map(bundle));

fn bundle(language: Language) -> Bundle {
    let tag: LanguageIdentifier = language
        .tag()
        .parse()
        .expect("the tags of the catalogue are language tags");
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // Isolation marks are invisible on a page and garbage on a printer.
    bundle.set_use_isolating(false);
    for (source, surface) in sources(language).iter().zip(SURFACES) {
        let resource = FluentResource::try_new((*source).to_owned());
        let resource = resource
            .unwrap_or_else(|(_, errors)| panic!("{surface}.ftl is not Fluent: {errors:?}"));
        if let Err(errors) = bundle.add_resource(resource) {
            panic!("{surface}.ftl repeats a key: {errors:?}");
        }
    }
    bundle
}

/// The words for `key` in `language`, with `args` filled in.
///
/// A key that is not in the catalogue comes back as itself, so that a gap is seen, not hidden.
pub fn say(language: Language, key: &str, args: &[(&str, FluentValue<'_>)]) -> String {
    let bundle = &BUNDLES[language as usize];
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
        return key.to_owned();
    };
    let args: FluentArgs<'_> = args
        .iter()
        .map(|(name, value)| (*name, value.clone()))
        .collect();
    let mut errors = Vec::new();
    bundle
        .format_pattern(pattern, Some(&args), &mut errors)
        .into_owned()
}

/// The words for `key` without arguments.
pub fn word(language: Language, key: &str) -> String {
    say(language, key, &[])
}

/// A language's name in itself, which is the same in every language.
pub const fn own_name(language: Language) -> &'static str {
    match language {
        Language::ZhCn => "简体中文",
        Language::En => "English",
        Language::ZhHant => "繁體中文",
    }
}

/// Whether the catalogue has the key in every language.
pub fn has(key: &str) -> bool {
    BUNDLES.iter().all(|bundle| bundle.has_message(key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    /// Keys of a source with the variables each uses.
    fn keys(source: &str) -> BTreeMap<String, BTreeSet<String>> {
        let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut current = String::new();
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            if let Some((key, _)) = line.split_once('=').filter(|_| !line.starts_with(' ')) {
                current = key.trim().to_owned();
                found.entry(current.clone()).or_default();
            }
            for part in line.split('$').skip(1) {
                let name: String = part
                    .chars()
                    .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
                    .collect();
                found.entry(current.clone()).or_default().insert(name);
            }
        }
        found
    }

    #[test]
    fn every_language_has_every_key_with_the_same_variables() {
        for (index, surface) in SURFACES.iter().enumerate() {
            let chinese = keys(ZH_CN[index]);
            for language in [Language::En, Language::ZhHant] {
                let other = keys(sources(language)[index]);
                assert_eq!(chinese, other, "{surface}.ftl, {}", language.tag());
            }
        }
    }

    #[test]
    fn every_file_is_read_and_no_key_stands_twice() {
        assert_eq!(BUNDLES.len(), Language::ALL.len());
    }

    #[test]
    fn an_unknown_key_is_seen_not_hidden() {
        assert_eq!(word(Language::En, "no-such-key"), "no-such-key");
    }
}
