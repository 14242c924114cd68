//! Assessments and what is made of them; questionnaires.

use sea_orm_migration::prelude::*;

use crate::table::{Table, create_all, drop_all};

/// This migration.
#[derive(Debug)]
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261124_000006_assessments"
    }
}

/// Its tables, each after those it refers to.
fn tables() -> Vec<Table> {
    vec![assessments(), assessment_parties(), reports(), reviews(), sign_offs(), questionnaires()]
}

fn assessments() -> Table {
    Table::new("assessments")
        .id("id")
        .id("organisation_id")
        .text("state")
        .day("as_of")
        .text("subject")
        .null()
        .text("ruleset")
        .text("ruleset_hash")
        .json("lists")
        .text("engine_version")
        .json("options")
        .whole("revision")
        .text("inputs_blob")
        .text("inputs_hash")
        .null()
        .text("result_blob")
        .null()
        .text("result_hash")
        .null()
        .json("summary")
        .null()
        .json("problem")
        .null()
        .id("started_by")
        .null()
        .instant("created_at")
        .instant("finished_at")
        .null()
        .flag("replayable")
        .primary(&["id"])
        .index(&["organisation_id", "created_at"])
        .index(&["organisation_id", "inputs_blob"])
        .references("organisation_id", "organisations")
}

fn assessment_parties() -> Table {
    Table::new("assessment_parties")
        .id("assessment_id")
        .whole("position")
        .text("party_id")
        .text("name")
        .text("country")
        .null()
        .text("kind")
        .whole("tier")
        .null()
        .text("band")
        .text("band_channel")
        .flag("band_stable")
        .number("likelihood")
        .number("p_low")
        .number("p_high")
        .number("coverage")
        .whole("answered")
        .text("worker_group")
        .number("severity")
        .null()
        .number("leverage")
        .null()
        .number("background")
        .null()
        .number("reach_to_subject")
        .null()
        .number("contribution")
        .null()
        .number("contribution_low")
        .null()
        .number("contribution_high")
        .null()
        .number("top_ten")
        .null()
        .text("fields")
        .primary(&["assessment_id", "position"])
        .index(&["assessment_id", "party_id"])
        .index(&["assessment_id", "contribution"])
        .index(&["assessment_id", "likelihood"])
        .references("assessment_id", "assessments")
}

fn reports() -> Table {
    Table::new("reports")
        .id("id")
        .id("organisation_id")
        .id("assessment_id")
        .text("edition")
        .text("language")
        .text("format")
        .text("party_id")
        .null()
        .day("report_date")
        .text("state")
        .json("personal_data")
        .null()
        .text("sha256")
        .null()
        .id("file_id")
        .null()
        .text("decision")
        .null()
        .text("decision_reason")
        .null()
        .id("decided_by")
        .null()
        .instant("decided_at")
        .null()
        .json("problem")
        .null()
        .id("created_by")
        .null()
        .instant("created_at")
        .whole("version")
        .primary(&["id"])
        .index(&["organisation_id", "created_at"])
        .index(&["assessment_id"])
        .references("assessment_id", "assessments")
}

fn reviews() -> Table {
    Table::new("reviews")
        .id("id")
        .id("organisation_id")
        .id("assessment_id")
        .text("register_id")
        .text("verdict")
        .text("reason")
        .id("actor_id")
        .instant("at")
        .primary(&["id"])
        .index(&["organisation_id", "assessment_id"])
        .references("assessment_id", "assessments")
}

fn sign_offs() -> Table {
    Table::new("sign_offs")
        .id("id")
        .id("organisation_id")
        .id("assessment_id")
        .text("statement")
        .id("actor_id")
        .instant("at")
        .primary(&["id"])
        .index(&["organisation_id", "assessment_id"])
        .references("assessment_id", "assessments")
}

fn questionnaires() -> Table {
    Table::new("questionnaires")
        .id("id")
        .id("organisation_id")
        .text("party_id")
        .text("language")
        .day("expires_on")
        .text("token_sha256")
        .text("state")
        .json("questions")
        .json("answers")
        .instant("submitted_at")
        .null()
        .id("created_by")
        .null()
        .instant("created_at")
        .whole("version")
        .primary(&["id"])
        .unique(&["token_sha256"])
        .index(&["organisation_id", "created_at"])
        .references("organisation_id", "organisations")
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
