//! The bar's part of the command line.

use super::BarSetup;
use crate::trouble::Trouble;
use clap::Args;
use hall_core::plan::Language;
use hall_device::led::{Driver, LedPort, LedSetup};
use std::path::PathBuf;

/// The bar above the window.
#[derive(Args, Debug, Default)]
pub struct BarFlags {
    /// The LED bar above the window: `tcp:HOST:PORT`, `serial:/dev/ttyS0@9600`,
    /// `usb:1a86:7523@9600` or a path.
    #[arg(long, global = true, env = "HALL_BAR", value_name = "PORT")]
    pub bar: Option<LedPort>,
    /// The file that describes the bar: its registers or its frames.
    #[arg(long, global = true, env = "HALL_BAR_DRIVER", value_name = "FILE")]
    pub bar_driver: Option<PathBuf>,
    /// Language of the bar: zh-CN, en or zh-Hant.
    #[arg(
        long,
        global = true,
        env = "HALL_BAR_LANGUAGE",
        value_name = "TAG",
        default_value = "zh-CN",
        value_parser = crate::cli::language
    )]
    pub bar_language: Language,
}

impl BarFlags {
    /// Reads the bar's file; complaints are in the language of the screen.
    pub fn setup(&self, language: Language) -> Result<Option<BarSetup>, Trouble> {
        let (port, file) = match (&self.bar, &self.bar_driver) {
            (None, None) => return Ok(None),
            (Some(port), Some(file)) => (port.clone(), file),
            _ => return Err(Trouble::word(language, "window-bar-needs-both").of_usage()),
        };
        let driver = Driver::read(file).map_err(|error| Trouble::plain(&error))?;
        Ok(Some(BarSetup {
            led: LedSetup { port, driver },
            language: self.bar_language,
            staff_language: language,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_needs_its_port_and_a_good_file() -> std::io::Result<()> {
        let dir = tempfile::tempdir()?;
        let file = dir.path().join("bar.toml");
        let mut flags = BarFlags {
            bar: "tcp:127.0.0.1:502".parse().ok(),
            ..BarFlags::default()
        };
        let trouble = flags.setup(Language::En).expect_err("what kind of bar?");
        assert!(trouble.to_string().contains("--bar-driver"), "{trouble}");
        assert_eq!(trouble.exit_code(), 2);

        flags.bar_driver = Some(file.clone());
        std::fs::write(&file, "driver = \"modbus\"\nunit = 300\n")?;
        let trouble = flags.setup(Language::En).expect_err("no unit 300");
        assert!(trouble.to_string().contains("bar.toml:2: "), "{trouble}");

        std::fs::write(&file, include_str!("../../../fixtures/led/modbus.toml"))?;
        let setup = flags.setup(Language::En).expect("a good bar");
        assert_eq!(setup.map(|bar| bar.language), Some(Language::ZhCn));
        assert!(matches!(BarFlags::default().setup(Language::En), Ok(None)));
        Ok(())
    }
}
