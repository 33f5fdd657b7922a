//! Styles, scripts and icons, all inside the binary.

use data_encoding::HEXLOWER;
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::sync::LazyLock;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/assets"]
struct Assets;

/// What every page's `Content-Security-Policy` header says: only our own files, nothing inline.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; \
     style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; \
     form-action 'none'; frame-ancestors 'none'";

/// The colours of every surface.
pub(crate) const TOKENS_CSS: &str = "tokens.css";

/// The styles of the report.
pub(crate) const REPORT_CSS: &str = "report.css";

/// A short name of all styles and scripts together: a page that was loaded with others is old.
pub(crate) fn version() -> &'static str {
    static VERSION: LazyLock<String> = LazyLock::new(|| {
        let mut hash = Sha256::new();
        for path in Assets::iter() {
            hash.update(path.as_bytes());
            hash.update(Assets::get(&path).map(|file| file.data).unwrap_or_default());
        }
        HEXLOWER.encode(&hash.finalize()[..4])
    });
    &VERSION
}

/// The content type and bytes of the asset at `path` below `/assets/`, if there is one.
pub fn asset(path: &str) -> Option<(&'static str, Cow<'static, [u8]>)> {
    let kind = match path.rsplit_once('.')?.1 {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        _ => return None,
    };
    Some((kind, Assets::get(path)?.data))
}

/// An asset of ours as text.
pub(crate) fn asset_text(path: &str) -> String {
    let file = Assets::get(path).expect("styles named in the code are in the folder");
    String::from_utf8_lossy(&file.data).into_owned()
}
