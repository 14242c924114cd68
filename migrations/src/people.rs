//! Organisations, people, sessions, keys.

use sea_orm_migration::prelude::*;

use crate::table::{Table, create_all, drop_all};

/// This migration.
#[derive(Debug)]
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261124_000001_people"
    }
}

/// Its tables, each after those it refers to.
fn tables() -> Vec<Table> {
    vec![
        installation(),
        organisations(),
        users(),
        memberships(),
        sessions(),
        login_tokens(),
        login_attempts(),
        api_keys(),
        idempotency(),
    ]
}

fn installation() -> Table {
    Table::new("installation").text("name").text("value").primary(&["name"])
}

fn organisations() -> Table {
    Table::new("organisations")
        .id("id")
        .text("name")
        .text("time_zone")
        .text("currency")
        .whole("retention_days")
        .null()
        .flag("legal_hold")
        .whole("revision")
        .instant("created_at")
        .whole("version")
        .primary(&["id"])
}

fn users() -> Table {
    Table::new("users")
        .id("id")
        .text("email")
        .text("password_hash")
        .null()
        .bytes("totp_secret")
        .null()
        .instant("disabled_at")
        .null()
        .instant("created_at")
        .whole("version")
        .primary(&["id"])
        .unique(&["email"])
}

fn memberships() -> Table {
    Table::new("memberships")
        .id("organisation_id")
        .id("user_id")
        .text("role")
        .day("until")
        .null()
        .json("scope")
        .null()
        .instant("created_at")
        .primary(&["organisation_id", "user_id"])
        .index(&["user_id"])
        .references("organisation_id", "organisations")
        .references("user_id", "users")
}

fn sessions() -> Table {
    Table::new("sessions")
        .id("id")
        .text("token_sha256")
        .id("user_id")
        .text("csrf_token")
        .instant("created_at")
        .instant("last_seen_at")
        .instant("expires_at")
        .primary(&["id"])
        .unique(&["token_sha256"])
        .index(&["user_id"])
        .index(&["expires_at"])
        .references("user_id", "users")
}

fn login_tokens() -> Table {
    Table::new("login_tokens")
        .id("id")
        .id("user_id")
        .text("token_sha256")
        .instant("expires_at")
        .instant("spent_at")
        .null()
        .primary(&["id"])
        .unique(&["token_sha256"])
        .index(&["user_id"])
        .references("user_id", "users")
}

fn login_attempts() -> Table {
    Table::new("login_attempts")
        .id("id")
        .text("account_sha256")
        .text("address")
        .instant("at")
        .flag("succeeded")
        .primary(&["id"])
        .index(&["account_sha256", "at"])
        .index(&["address", "at"])
        .index(&["at"])
}

fn api_keys() -> Table {
    Table::new("api_keys")
        .id("id")
        .id("organisation_id")
        .text("name")
        .text("key_sha256")
        .text("role")
        .flag("read_only")
        .instant("expires_at")
        .instant("revoked_at")
        .null()
        .instant("last_used_at")
        .null()
        .id("created_by")
        .null()
        .instant("created_at")
        .primary(&["id"])
        .unique(&["key_sha256"])
        .index(&["organisation_id", "created_at"])
        .references("organisation_id", "organisations")
}

fn idempotency() -> Table {
    Table::new("idempotency")
        .id("organisation_id")
        .id("actor_id")
        .text("key")
        .text("request_sha256")
        .whole("status")
        .null()
        .json("headers")
        .null()
        .bytes("body")
        .null()
        .instant("expires_at")
        .primary(&["organisation_id", "actor_id", "key"])
        .index(&["expires_at"])
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
