//! How decisions about matches with a list act: by one answer per party and list, as in a file.
//!
//! Such an answer speaks of the whole list, while a person decides about one name after the other. So a confirmation acts at once,
//! and rejections only when none of the party's matches with the list is open: until then the party stays undecided.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use karvon_engine::evidence::LIST_PREFIX;
use sea_orm::{ConnectionTrait, DbErr};
use serde_json::{Value, json};
use uuid::Uuid;

use super::reconcile::{all, write};
use super::{CONFIRMED, LIST, REJECTED};
use crate::db::entities::{evidence, matches};
use crate::db::{OrganisationId, new_id, now};
use crate::services::records::{self, Author, Draft, Version};
use crate::services::rows::Row;
use crate::services::testimony;

/// The class of source of a decision: somebody looked at documents.
const SOURCE: &str = "document";
/// Why an answer is withdrawn by the program.
const SUPERSEDED: &str = "the matches with this list stand otherwise now; see the matches";

/// Who settles, on which day.
#[derive(Clone, Copy, Debug)]
pub(super) struct Settler {
    pub(super) organisation_id: OrganisationId,
    /// `None`: the program itself.
    pub(super) actor_id: Option<Uuid>,
    pub(super) today: NaiveDate,
}

/// What the matches of a party with a list come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Comes {
    Confirmed,
    Rejected,
    Open,
}

/// The fields of the answer that a decision acts by.
pub(super) fn answer_of(row: &matches::Model, is_confirmed: bool, today: NaiveDate) -> Row {
    let list = row.list.as_deref().unwrap_or_default();
    let fields = json!({
        "supplier_id": row.party_id,
        "question": format!("{LIST_PREFIX}{list}"),
        "answer": if is_confirmed { CONFIRMED } else { REJECTED },
        "source": SOURCE,
        "observed_on": today,
        "reference": format!("match {}", row.id),
        "note": row.reason,
    });
    match fields {
        Value::Object(fields) => fields.into_iter().filter(|(_, value)| !value.is_null()).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => Row::new(),
    }
}

/// Sees to it that for each party and list the answer stands that the decisions come to; only these parties and lists where some
/// are named.
///
/// # Errors
/// The database fails.
pub(super) async fn settle(
    connection: &impl ConnectionTrait,
    settler: Settler,
    only: Option<(&str, &str)>,
) -> Result<(), DbErr> {
    let mut groups: BTreeMap<(String, String), Vec<matches::Model>> = BTreeMap::new();
    for row in all(connection, settler.organisation_id).await?.into_iter().filter(|row| row.kind == LIST) {
        let group = (row.party_id.clone(), row.list.clone().unwrap_or_default());
        if only.is_none_or(|(party, list)| party == group.0 && list == group.1) {
            groups.entry(group).or_default().push(row);
        }
    }
    let mut revision = None;
    for rows in groups.values().filter(|rows| rows.iter().any(|row| row.decided_by.is_some())) {
        settle_one(connection, settler, rows, &mut revision).await?;
    }
    Ok(())
}

async fn settle_one(
    connection: &impl ConnectionTrait,
    settler: Settler,
    rows: &[matches::Model],
    revision: &mut Option<i64>,
) -> Result<(), DbErr> {
    let comes = comes_to(rows);
    let standing = match rows.iter().find_map(|row| row.acts_by.as_deref()) {
        Some(key) => records::one::<evidence::Entity>(connection, settler.organisation_id, key).await?,
        None => None,
    };
    let standing = standing.filter(|row| row.withdrawn_at.is_none());
    let says = standing.as_ref().map(Version::of::<evidence::Entity>).transpose()?;
    let says = says.as_ref().and_then(|version| version.fields.get("answer")).and_then(Value::as_str);
    let wanted = match comes {
        Comes::Confirmed => Some(CONFIRMED),
        Comes::Rejected => Some(REJECTED),
        Comes::Open => None,
    };
    // The newest decision of that kind speaks for all.
    let speaker = |answer: &str| {
        let own = rows.iter().filter(|row| row.decided_by.is_some() && row.state == answer);
        own.max_by_key(|row| row.decided_at)
    };
    let key = match (says, wanted) {
        (Some(says), Some(wanted)) if says == wanted => standing.as_ref().map(|row| row.key.clone()),
        (_, wanted) => {
            let number = match *revision {
                Some(number) => number,
                None => *revision.insert(records::next_revision(connection, settler.organisation_id).await?),
            };
            if let Some(row) = &standing {
                withdraw(connection, settler, number, row).await?;
            }
            match wanted.and_then(speaker) {
                Some(row) => Some(add(connection, settler, number, row, comes == Comes::Confirmed).await?),
                // Rows of the data alone decide; they stand already.
                None => None,
            }
        }
    };
    for row in rows.iter().filter(|row| row.decided_by.is_some()) {
        let acts_by = key.clone().filter(|_| wanted == Some(row.state.as_str()));
        if row.acts_by != acts_by {
            write(connection, matches::Model { acts_by, ..row.clone() }).await?;
        }
    }
    Ok(())
}

/// What the matches of one party with one list come to, each pair by its newest state.
fn comes_to(rows: &[matches::Model]) -> Comes {
    let mut pairs: BTreeMap<&str, Vec<&matches::Model>> = BTreeMap::new();
    for row in rows {
        pairs.entry(&row.pair_key).or_default().push(row);
    }
    let pair = |rows: &Vec<&matches::Model>| {
        // A confirmation stands until somebody decides otherwise, also where the pair is asked anew or not found any more.
        let was_confirmed = rows.iter().any(|row| row.state == CONFIRMED);
        let present = rows.iter().find(|row| row.gone_at.is_none());
        let says = |state: &str| present.is_some_and(|row| row.state == state);
        if says(REJECTED) {
            Some(Comes::Rejected)
        } else if was_confirmed {
            Some(Comes::Confirmed)
        } else {
            present.map(|_| Comes::Open)
        }
    };
    let all: Vec<Comes> = pairs.values().filter_map(pair).collect();
    if all.contains(&Comes::Confirmed) {
        Comes::Confirmed
    } else if all.contains(&Comes::Rejected) && !all.contains(&Comes::Open) {
        Comes::Rejected
    } else {
        Comes::Open
    }
}

async fn add(
    connection: &impl ConnectionTrait,
    settler: Settler,
    revision: i64,
    row: &matches::Model,
    is_confirmed: bool,
) -> Result<String, DbErr> {
    let key = new_id().to_string();
    let fields = answer_of(row, is_confirmed, settler.today);
    let draft = Draft { more: vec![("visibility", testimony::OPEN.into())], ..Draft::new(key.clone(), fields) };
    let author = author(settler);
    records::add::<evidence::Entity>(connection, &author, revision, draft).await?;
    log(connection, &author, "piece_of_evidence.added", &key).await?;
    Ok(key)
}

async fn withdraw(
    connection: &impl ConnectionTrait,
    settler: Settler,
    revision: i64,
    row: &evidence::Model,
) -> Result<(), DbErr> {
    let present = Version::of::<evidence::Entity>(row)?;
    let more = vec![
        ("visibility", row.visibility.clone().into()),
        ("withdrawn_at", Some(now()).into()),
        ("withdraw_reason", Some(SUPERSEDED.to_owned()).into()),
    ];
    let draft = Draft { more, ..Draft::new(present.key.clone(), present.fields) };
    let author = author(settler);
    records::replace::<evidence::Entity>(connection, &author, revision, present.version, draft).await?;
    log(connection, &author, "piece_of_evidence.withdrawn", &present.key).await
}

async fn log(connection: &impl ConnectionTrait, author: &Author, action: &str, key: &str) -> Result<(), DbErr> {
    let row = records::one::<evidence::Entity>(connection, author.organisation_id, key).await?;
    let row = row.ok_or_else(|| DbErr::RecordNotFound("evidence".to_owned()))?;
    let version = Version::of::<evidence::Entity>(&row)?;
    records::log(connection, author, action, format!("piece_of_evidence/{key}"), &version).await
}

fn author(settler: Settler) -> Author {
    let Settler { organisation_id, actor_id, today: _ } = settler;
    Author { organisation_id, actor_id, sender: None, upload_id: None }
}
