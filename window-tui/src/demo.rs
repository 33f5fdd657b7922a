//! Joining a running demo: the file in which it says where it is.

use crate::limits::DEMO_FILE_BYTES_MAX;
use crate::trouble::Trouble;
use hall_core::plan::Language;
use hall_device::serial::SerialSpec;
use hall_device::{ServerAddress, Token};
use hall_text::FluentValue;
use serde::Deserialize;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// What the demo says.
#[derive(Clone, Debug)]
pub struct Joined {
    /// Its server.
    pub server: ServerAddress,
    /// The token of the window to join as.
    pub window_token: Token,
    /// The token of that window's pad.
    pub pad_token: Token,
    /// The token of its guide, from a demo that says it.
    pub guide_token: Option<Token>,
    /// The virtual pad, when the demo has one.
    pub pad: Option<SerialSpec>,
}

#[derive(Deserialize)]
struct DemoFile {
    server: String,
    window_token: String,
    pad_token: String,
    #[serde(default)]
    guide_token: Option<String>,
    #[serde(default)]
    pad: Option<String>,
}

/// Where a demo writes its file.
pub fn path() -> PathBuf {
    std::env::temp_dir().join("hall-demo.json")
}

/// Reads the demo's file.
pub fn read(path: &Path, language: Language) -> Result<Joined, Trouble> {
    let shown = || FluentValue::from(path.display().to_string());
    let Ok(file) = File::open(path) else {
        return Err(Trouble::say(
            language,
            "window-demo-none",
            &[("path", shown())],
        ));
    };
    let bad = |what: String| {
        let args = [("path", shown()), ("what", what.into())];
        Trouble::say(language, "window-demo-bad", &args)
    };
    let mut text = String::new();
    let read = file.take(DEMO_FILE_BYTES_MAX).read_to_string(&mut text);
    read.map_err(|error| bad(error.to_string()))?;
    parse(&text, bad)
}

/// Reads what a demo or a practice hall says of itself.
pub(crate) fn parse(text: &str, bad: impl Fn(String) -> Trouble) -> Result<Joined, Trouble> {
    let said: DemoFile = serde_json::from_str(text).map_err(|error| bad(error.to_string()))?;
    let token = |text: &str, what: &str| Token::new(text).ok_or_else(|| bad(what.to_owned()));
    let pad = said
        .pad
        .as_deref()
        .map(str::parse::<SerialSpec>)
        .transpose();
    Ok(Joined {
        server: said
            .server
            .parse()
            .map_err(|error| bad(format!("{error}")))?,
        window_token: token(&said.window_token, "window_token")?,
        pad_token: token(&said.pad_token, "pad_token")?,
        guide_token: said
            .guide_token
            .map(|text| token(&text, "guide_token"))
            .transpose()?,
        pad: pad.map_err(|error| bad(error.to_string()))?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demos_file_is_read_and_more_fields_do_not_matter() -> std::io::Result<()> {
        let dir = tempfile::tempdir()?;
        let path = dir.path().join("demo.json");
        let text = r#"{"server":"http://127.0.0.1:8080","window_token":"w","pad_token":"p",
            "window":14,"pad":"/dev/pts/7","later":true}"#;
        std::fs::write(&path, text)?;
        let joined = read(&path, Language::En).expect("a good file");
        assert_eq!(joined.window_token.expose(), "w");
        assert_eq!(joined.pad_token.expose(), "p");
        assert!(joined.pad.is_some());
        Ok(())
    }

    #[test]
    fn without_a_demo_or_with_a_broken_file_the_way_on_is_said() -> std::io::Result<()> {
        let dir = tempfile::tempdir()?;
        let path = dir.path().join("demo.json");
        let none = read(&path, Language::En)
            .expect_err("there is no file")
            .to_string();
        assert!(
            none.contains("demo.json") && none.contains("hall-server demo"),
            "{none}"
        );
        std::fs::write(&path, "{}")?;
        let bad = read(&path, Language::En)
            .expect_err("it says nothing")
            .to_string();
        assert!(bad.contains("server"), "{bad}");
        Ok(())
    }
}
