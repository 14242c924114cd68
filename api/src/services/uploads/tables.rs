//! The tables that files bring, the tables of records that they become, and whose rights hold for them.

use karvon_intake::TableKind;

use crate::auth::permission::Resource;

/// Calls a function of the entity of a table.
macro_rules! of_table {
    ($table:expr, $function:ident($($argument:expr),* $(,)?)) => {
        match $table {
            karvon_intake::TableKind::Suppliers => $function::<crate::db::entities::parties::Entity>($($argument),*).await,
            karvon_intake::TableKind::Links => $function::<crate::db::entities::links::Entity>($($argument),*).await,
            karvon_intake::TableKind::Recruitment => $function::<crate::db::entities::cohorts::Entity>($($argument),*).await,
            karvon_intake::TableKind::Answers => $function::<crate::db::entities::evidence::Entity>($($argument),*).await,
            karvon_intake::TableKind::Watchlist => $function::<crate::db::entities::watchlist::Entity>($($argument),*).await,
            karvon_intake::TableKind::Merges => $function::<crate::db::entities::merges::Entity>($($argument),*).await,
            karvon_intake::TableKind::Rates => $function::<crate::db::entities::rates::Entity>($($argument),*).await,
        }
    };
}
pub(super) use of_table;

/// The name of the table of records, by which [`crate::services::records::identity_of`] knows it.
pub(super) fn records_of(table: TableKind) -> &'static str {
    match table {
        TableKind::Suppliers => "parties",
        TableKind::Links => "links",
        TableKind::Recruitment => "cohorts",
        TableKind::Answers => "evidence",
        TableKind::Watchlist => "watchlist",
        TableKind::Merges => "merges",
        TableKind::Rates => "rates",
    }
}

/// The field that holds the user's own id of a row; `None`: the service makes one.
pub(super) fn id_field(table: TableKind) -> Option<&'static str> {
    match table {
        TableKind::Suppliers => Some("supplier_id"),
        TableKind::Recruitment => Some("cohort_id"),
        TableKind::Links | TableKind::Answers | TableKind::Watchlist | TableKind::Merges | TableKind::Rates => None,
    }
}

/// The resource whose rights hold for the rows of a table.
pub fn resource_of(table: TableKind) -> Resource {
    match table {
        TableKind::Suppliers | TableKind::Watchlist | TableKind::Merges | TableKind::Rates => Resource::Parties,
        TableKind::Links => Resource::Links,
        TableKind::Recruitment => Resource::Recruitment,
        TableKind::Answers => Resource::Evidence,
    }
}

/// The tables for which something holds.
pub fn tables_of(holds: impl Fn(TableKind) -> bool) -> Vec<TableKind> {
    TableKind::ALL.into_iter().filter(|table| holds(*table)).collect()
}
