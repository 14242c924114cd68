//! What an organisation knows, by address: one file a resource, and the handlers that all of them share.

mod contacts;
mod evidence;
mod evidence_files;
mod grievances;
mod handlers;
mod known;
mod links;
mod measures;
mod parties;
mod recruitment;
mod repayments;

use chrono::NaiveDate;
use sea_orm::{ConnectionTrait, DbErr, Select};
use serde_json::{Value, json};

use super::endpoint::{Access, Content, Endpoint, Method, Shape};
use crate::auth::caller::Caller;
use crate::auth::permission::{Action, Resource};
use crate::db::OrganisationId;
use crate::error::ApiError;
use crate::list::{Item, ListSpec};
use crate::services::records::{Author, Draft, Version, Versioned};
use crate::services::rows::Row;

/// Fields that every item has beside its own, at the end of exports.
macro_rules! listed {
    ($($name:literal $kind:ident),* $(,)?) => {
        &[
            $(ListField::new($name, Kind::$kind),)*
            ListField::new("valid_from", Kind::Date),
            ListField::new("valid_to", Kind::Date),
            ListField::new("recorded_at", Kind::Instant),
            ListField::new("sender", Kind::Text),
            ListField::new("upload_id", Kind::Uuid),
        ]
    };
}
use listed;

/// The addresses of a resource.
#[derive(Clone, Copy, Debug)]
struct Paths {
    /// All items.
    all: &'static str,
    /// One item; its parameter is the last part.
    one: &'static str,
    /// The versions of one item.
    history: &'static str,
}

/// What a check is made with.
#[derive(Debug)]
struct Ground<'a, C> {
    connection: &'a C,
    organisation_id: OrganisationId,
    /// The day it is for the organisation.
    today: NaiveDate,
    /// The key of the item that is changed; `None`: a new one.
    key: Option<&'a str>,
}

/// A resource of versioned rows.
trait Data: 'static {
    /// Its table.
    type Entity: Versioned;
    /// Its addresses.
    const PATHS: Paths;
    /// Its name in file names and operation ids, and that of one item.
    const NAME: &'static str;
    /// See [`Self::NAME`].
    const ONE: &'static str;
    /// The field with the id of an item.
    const ID: &'static str;
    /// Whose rights hold.
    const RESOURCE: Resource;
    /// What its list can be asked.
    const LIST: ListSpec;
    /// The columns that words are looked for in.
    const SEARCHED: &'static [<Self::Entity as sea_orm::EntityTrait>::Column];

    /// The shapes of the fields that are sent.
    fn schema() -> Row;

    /// Checks what was sent and says what will be written.
    async fn check<C: ConnectionTrait>(ground: &Ground<'_, C>, row: Row) -> Result<Draft, ApiError>;

    /// Leaves out what the caller may not see.
    fn visible(selection: Select<Self::Entity>, _caller: &Caller) -> Select<Self::Entity> {
        selection
    }

    /// Leaves out of lists what stands under another item.
    fn listed(selection: Select<Self::Entity>, _organisation_id: OrganisationId) -> Select<Self::Entity> {
        selection
    }

    /// Adds to an item what stands in columns of its own.
    fn complete(_model: &<Self::Entity as sea_orm::EntityTrait>::Model, _item: &mut Item) -> Result<(), DbErr> {
        Ok(())
    }

    /// Writes what belongs to a new version beside its row.
    async fn written<C: ConnectionTrait>(
        _connection: &C,
        _author: &Author,
        _revision: i64,
        _version: &Version,
    ) -> Result<(), DbErr> {
        Ok(())
    }
}

/// Every address of the data.
pub(super) fn endpoints() -> Vec<Endpoint> {
    let mut all = Vec::new();
    all.extend(of::<parties::Parties>());
    all.extend(parties::endpoints());
    all.extend(of::<links::Links>());
    all.extend(of::<recruitment::Recruitment>());
    all.extend(of::<measures::Measures>());
    all.extend(of::<repayments::Repayments>());
    all.extend(of::<grievances::Grievances>());
    all.extend(of::<contacts::Contacts>());
    all.extend(evidence::endpoints());
    all.extend(evidence_files::endpoints());
    all
}

/// The addresses that all resources have.
fn of<D: Data>() -> Vec<Endpoint> {
    let mut all = reading::<D>();
    let change = Access::Needs(Action::Change, D::RESOURCE);
    all.push(
        Endpoint::new(Method::Patch, D::PATHS.one, format!("change_{}", D::ONE), change, handlers::change::<D>)
            .takes(input::<D>(&format!("{}_change", D::ONE)))
            .gives(200, Content::Json(item::<D>()))
            .versioned(),
    );
    all.push(
        Endpoint::new(Method::Delete, D::PATHS.one, format!("end_{}", D::ONE), change, handlers::finish::<D>)
            .gives_nothing(204)
            .versioned(),
    );
    all
}

/// The addresses of a resource whose items are added and read, and changed in ways of their own.
fn reading<D: Data>() -> Vec<Endpoint> {
    let read = Access::Needs(Action::Read, D::RESOURCE);
    let add = Access::Needs(Action::Add, D::RESOURCE);
    vec![
        Endpoint::new(Method::Get, D::PATHS.all, format!("list_{}", D::NAME), read, handlers::list::<D>)
            .lists(&const { D::LIST }, item::<D>()),
        Endpoint::new(Method::Post, D::PATHS.all, format!("add_{}", D::ONE), add, handlers::add::<D>)
            .takes(input::<D>(&format!("{}_input", D::ONE)))
            .gives(201, Content::Json(item::<D>())),
        Endpoint::new(Method::Get, D::PATHS.one, format!("read_{}", D::ONE), read, handlers::read::<D>)
            .gives(200, Content::Json(item::<D>())),
        Endpoint::new(Method::Get, D::PATHS.history, format!("history_of_{}", D::ONE), read, handlers::history::<D>)
            .gives(200, Content::Json(item::<D>().page())),
    ]
}

/// The shape of what is sent.
fn input<D: Data>(name: &str) -> Content {
    Content::Json(Shape::named(name, json!({"type": "object", "properties": D::schema()})))
}

/// The shape of an item: what was sent, with its id and what is known of the version.
fn item<D: Data>() -> Shape {
    let more = [
        (D::ID, json!({"type": "string"})),
        ("version", json!({"type": "integer", "minimum": 1})),
        ("valid_from", json!({"type": ["string", "null"], "format": "date"})),
        ("valid_to", json!({"type": ["string", "null"], "format": "date"})),
        ("from_revision", json!({"type": "integer"})),
        ("to_revision", json!({"type": ["integer", "null"]})),
        ("recorded_at", json!({"type": "string", "format": "date-time"})),
        ("recorded_by", json!({"type": ["string", "null"], "format": "uuid"})),
        ("sender", json!({"type": ["string", "null"]})),
        ("upload_id", json!({"type": ["string", "null"], "format": "uuid"})),
    ];
    let mut properties = D::schema();
    properties.extend(more.map(|(name, shape)| (name.to_owned(), shape)));
    let schema = json!({"type": "object", "required": [D::ID, "version", "recorded_at"], "properties": properties});
    Shape::named(D::ONE, schema)
}

/// An item as it is sent: its fields in template names, every field of the list at least as `null`.
fn shown<D: Data>(model: &<D::Entity as sea_orm::EntityTrait>::Model) -> Result<Item, DbErr> {
    let version = Version::of::<D::Entity>(model)?;
    let mut item: Item = D::LIST.fields.iter().map(|field| (field.name.to_owned(), Value::Null)).collect();
    item.extend(version.fields);
    item.insert(D::ID.to_owned(), version.key.into());
    item.insert("version".to_owned(), version.version.into());
    item.insert("valid_from".to_owned(), json!(version.valid_from));
    item.insert("valid_to".to_owned(), json!(version.valid_to));
    item.insert("from_revision".to_owned(), version.from_revision.into());
    item.insert("to_revision".to_owned(), json!(version.to_revision));
    item.insert("recorded_at".to_owned(), json!(version.recorded_at));
    item.insert("recorded_by".to_owned(), json!(version.recorded_by));
    item.insert("sender".to_owned(), json!(version.sender));
    item.insert("upload_id".to_owned(), json!(version.upload_id));
    D::complete(model, &mut item)?;
    Ok(item)
}
