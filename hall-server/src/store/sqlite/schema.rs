//! The schema: what the file says about itself must be what the migrations say.
//!
//! A byte that rots in the text of a trigger leaves every row as it was and writes wrong ones from
//! then on, so a start compares that text before it writes anything.

use super::{MIGRATIONS, failed};
use crate::store::StoreError;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, SqliteConnection};
use tokio::sync::OnceCell;

/// What the migrations make of an empty database, found out once.
static EXPECTED: OnceCell<String> = OnceCell::const_new();

/// Checks the schema of a migrated database.
pub(super) async fn check(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let expected = EXPECTED.get_or_try_init(expected).await?;
    if text(connection).await? == *expected {
        return Ok(());
    }
    let what = "the database's own description of its tables was changed; restore the last backup";
    Err(StoreError::Unusable(what.to_owned()))
}

async fn expected() -> Result<String, StoreError> {
    let options = SqliteConnectOptions::new().in_memory(true);
    let options = options.disable_statement_logging();
    let mut connection = options.connect().await.map_err(failed)?;
    let migrated = MIGRATIONS.run(&mut connection).await;
    migrated.map_err(|error| StoreError::Unusable(error.to_string()))?;
    let text = text(&mut connection).await?;
    connection.close().await.map_err(failed)?;
    Ok(text)
}

/// Every table, index, view and trigger, also those that `SQLite` and sqlx look after themselves;
/// statistics may be missing.
async fn text(connection: &mut SqliteConnection) -> Result<String, StoreError> {
    let query = "select coalesce(group_concat(
             type || ' ' || name || ' ' || tbl_name || ' ' || coalesce(sql, ''), char(10)), '')
         from (select * from sqlite_schema
               where name not like 'sqlite_stat%' order by type, name)";
    let text = sqlx::query_scalar(query).fetch_one(connection).await;
    text.map_err(failed)
}
