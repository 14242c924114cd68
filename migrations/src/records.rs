//! What an organisation knows: parties, links, evidence, recruitment and the rest, as versioned rows.

use sea_orm_migration::prelude::*;

use crate::table::{Table, create_all, drop_all};

/// This migration.
#[derive(Debug)]
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261124_000002_records"
    }
}

/// Its tables, each after those it refers to.
fn tables() -> Vec<Table> {
    vec![
        parties(),
        party_identifiers(),
        party_aliases(),
        links(),
        evidence(),
        evidence_files(),
        cohorts(),
        repayments(),
        grievances(),
        contacts(),
        safety_assessments(),
        measures(),
        merges(),
        rates(),
    ]
}

fn parties() -> Table {
    versioned("parties", |table| {
        table
            .text("name")
            .text("country")
            .null()
            .text("kind")
            .null()
            .text("sector")
            .null()
            .text("programme")
            .null()
            .whole("workers")
            .null()
            .text("parent_id")
            .null()
    })
}

fn party_identifiers() -> Table {
    Table::new("party_identifiers")
        .id("organisation_id")
        .text("party_id")
        .whole("version")
        .text("scheme")
        .text("value")
        .primary(&["organisation_id", "party_id", "version", "scheme"])
        .index(&["organisation_id", "scheme", "value"])
}

fn party_aliases() -> Table {
    Table::new("party_aliases").id("organisation_id").text("party_id").whole("version").text("alias").primary(&[
        "organisation_id",
        "party_id",
        "version",
        "alias",
    ])
}

fn links() -> Table {
    identified("links", |table| {
        table
            .text("supplier_id")
            .text("buyer_id")
            .text("kind")
            .null()
            .text("status")
            .null()
            .text("commodity")
            .null()
            .text("product")
            .null()
            .text("traceability")
            .null()
            .number("share")
            .null()
    })
}

fn evidence() -> Table {
    identified("evidence", |table| {
        table
            .text("party_id")
            .text("question")
            .text("source")
            .text("source_id")
            .null()
            .day("observed_on")
            .null()
            .text("worker_group")
            .null()
            .text("visibility")
            .instant("withdrawn_at")
            .null()
            .text("withdraw_reason")
            .null()
    })
}

fn evidence_files() -> Table {
    Table::new("evidence_files")
        .id("organisation_id")
        .text("evidence_key")
        .id("file_id")
        .instant("added_at")
        .id("added_by")
        .null()
        .primary(&["organisation_id", "evidence_key", "file_id"])
        .index(&["organisation_id", "file_id"])
}

fn cohorts() -> Table {
    versioned("cohorts", |table| {
        table
            .text("employer_id")
            .text("recruiter_id")
            .null()
            .text("origin_country")
            .null()
            .text("destination_country")
            .null()
            .whole("workers")
            .null()
            .day("arrived_from")
            .null()
            .day("arrived_to")
            .null()
    })
}

fn repayments() -> Table {
    identified("repayments", |table| table.text("cohort_id").text("fee_category").null().day("paid_on").null())
}

fn grievances() -> Table {
    identified("grievances", |table| table.text("party_id").day("period_from").null().day("period_to").null())
}

fn contacts() -> Table {
    identified("contacts", |table| table.text("name").text("country").null().text("kind").null())
}

fn safety_assessments() -> Table {
    identified("safety_assessments", |table| table.text("party_id").day("assessed_on").null().text("outcome").null())
}

fn measures() -> Table {
    identified("measures", |table| {
        table.text("party_id").text("title").null().text("state").day("due_on").null().id("assessment_id").null()
    })
}

fn merges() -> Table {
    identified("merges", |table| table.text("party_id").text("same_as").day("decided_on").null())
}

fn rates() -> Table {
    identified("rates", |table| table.text("currency").day("date").null())
}

/// A table of versions: the columns that all such tables have, around its own.
fn versioned(name: &'static str, own: impl FnOnce(Table) -> Table) -> Table {
    let table = Table::new(name).id("organisation_id").text("key").whole("version");
    own(table)
        .text("fields")
        .text("row_sha256")
        .day("valid_from")
        .null()
        .day("valid_to")
        .null()
        .whole("from_revision")
        .whole("to_revision")
        .null()
        .instant("recorded_at")
        .id("recorded_by")
        .null()
        .text("sender")
        .null()
        .id("upload_id")
        .null()
        .primary(&["organisation_id", "key", "version"])
        .index(&["organisation_id", "from_revision"])
        .unique_while_current(&["organisation_id", "key"])
}

/// A table of versions whose keys the service makes: a row of a file is known by the hash of some fields.
pub(crate) fn identified(name: &'static str, own: impl FnOnce(Table) -> Table) -> Table {
    versioned(name, |table| own(table.text("identity"))).index_while_current(&["organisation_id", "identity"])
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_all(&tables(), manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(&tables(), manager).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
