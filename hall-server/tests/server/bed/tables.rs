//! The database as another program sees it: to look, and to damage it on purpose.

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, SqliteConnection};
use std::path::Path;

/// A connection beside the server's.
pub(crate) struct Tables(SqliteConnection);

impl Tables {
    pub(crate) async fn open(folder: &Path) -> Self {
        let options = SqliteConnectOptions::new().filename(folder.join("hall.db"));
        let connection = options.disable_statement_logging().connect().await;
        Self(connection.expect("the database opens"))
    }

    /// One number.
    pub(crate) async fn count(&mut self, sql: &'static str) -> i64 {
        let number = sqlx::query_scalar(sql).fetch_one(&mut self.0).await;
        number.expect("the query is right")
    }

    /// One column of text.
    pub(crate) async fn texts(&mut self, sql: &'static str) -> Vec<String> {
        let texts = sqlx::query_scalar(sql).fetch_all(&mut self.0).await;
        texts.expect("the query is right")
    }

    /// Changes something.
    pub(crate) async fn change(&mut self, sql: &'static str) {
        self.try_change(sql).await.expect("the database takes it");
    }

    /// Tries to change something.
    pub(crate) async fn try_change(&mut self, sql: &'static str) -> Result<(), String> {
        let changed = sqlx::query(sql).execute(&mut self.0).await;
        changed.map(drop).map_err(|error| error.to_string())
    }

    pub(crate) async fn close(self) {
        self.0.close().await.expect("a connection closes");
    }
}
