//! `/users`: members of the organisation. An account may belong to several organisations; here only the membership of this one is
//! seen and changed.

use actix_web::http::header::{ETAG, LOCATION};
use actix_web::web::{self, Data};
use actix_web::{HttpRequest, HttpResponse};
use chrono::{NaiveDate, TimeDelta};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter};
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::PREFIX;
use super::endpoint::{Access, Endpoint, Method, Shape, json_of};
use crate::app::Service;
use crate::audit::{self, Event};
use crate::auth::caller::Caller;
use crate::auth::permission::{Action, Resource, Role};
use crate::db::Moment;
use crate::db::entities::{memberships, users};
use crate::error::{ApiError, Code, FieldError, said};
use crate::list::{Kind, ListField, ListQuery, ListSpec, item_of, page_of};
use crate::services::people::login;
use crate::services::people::users::{NewMember, UserError, add as add_member};
use crate::web::body::{Body, given};
use crate::web::etag::{IfMatch, tag};
use crate::web::idempotency::shown_once;
use crate::web::list::answer;

/// Where they are.
const PATH: &str = "/users";
/// One of them.
const ONE: &str = "/users/{user_id}";
/// How long the first link of a new member works.
const FIRST_LINK: TimeDelta = TimeDelta::hours(24);

/// What their list can be asked.
const LIST: ListSpec = ListSpec {
    fields: &[
        ListField::new("user_id", Kind::Uuid),
        ListField::new("email", Kind::Text),
        ListField::new("role", Kind::Text),
        ListField::new("until", Kind::Date),
        ListField::new("scope", Kind::Shown),
        ListField::new("disabled", Kind::Bool),
        ListField::new("created_at", Kind::Instant),
    ],
    key: "user_id",
    order: "email",
    extra: &[],
    offset: false,
};

/// Their addresses.
pub(super) fn endpoints() -> Vec<Endpoint> {
    let read = Access::Needs(Action::Read, Resource::Users);
    let add = Access::Needs(Action::Add, Resource::Users);
    let change = Access::Needs(Action::Change, Resource::Users);
    vec![
        Endpoint::new(Method::Get, PATH, "list_users", read, list).lists(&LIST, Shape::of::<User>()),
        Endpoint::new(Method::Post, PATH, "add_user", add, self::add)
            .takes(json_of::<UserInput>())
            .gives(201, json_of::<UserAdded>()),
        Endpoint::new(Method::Get, ONE, "read_user", read, self::read).gives(200, json_of::<User>()),
        Endpoint::new(Method::Patch, ONE, "change_user", change, self::change)
            .takes(json_of::<UserChange>())
            .gives(200, json_of::<User>())
            .versioned(),
        Endpoint::new(Method::Delete, ONE, "remove_user", change, remove).gives_nothing(204).versioned(),
    ]
}

/// A person who is to become a member.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct UserInput {
    /// Address that the person signs in with.
    #[validate(email, length(max = 254))]
    email: String,
    /// What the person is there for.
    role: Role,
    /// Last day of the access; `null`: no end.
    until: Option<NaiveDate>,
    /// Assessments that the access is limited to; `null`: all.
    scope: Option<Vec<Uuid>>,
}

/// A person who became a member.
#[derive(Debug, Serialize, ToSchema)]
struct UserAdded {
    /// The person.
    user_id: Uuid,
    /// A link that signs in once, within 24 hours; `null` for somebody who has an account already.
    link: Option<String>,
}

/// What to change; what is not sent stays.
#[expect(clippy::option_option, reason = "what was not sent is not what was sent as null")]
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct UserChange {
    /// What the person is there for.
    role: Option<Role>,
    /// Last day of the access; `null`: no end.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>, format = Date)]
    until: Option<Option<NaiveDate>>,
    /// Assessments that the access is limited to; `null`: all.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Vec<Uuid>>)]
    scope: Option<Option<Vec<Uuid>>>,
}

/// A member.
#[expect(clippy::struct_field_names, reason = "the names of the API")]
#[derive(Debug, Serialize, ToSchema)]
struct User {
    /// The person.
    user_id: Uuid,
    /// Address that the person signs in with.
    email: String,
    /// What the person is there for.
    role: String,
    /// Last day of the access; `null`: no end.
    until: Option<NaiveDate>,
    /// Assessments that the access is limited to; `null`: all.
    #[schema(value_type = Option<Vec<Uuid>>)]
    scope: Option<serde_json::Value>,
    /// Whether the account was closed.
    disabled: bool,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    created_at: Moment,
}

impl User {
    fn new(membership: memberships::Model, account: users::Model) -> Self {
        let memberships::Model { user_id, role, until, scope, created_at, .. } = membership;
        Self { user_id, email: account.email, role, until, scope, disabled: account.disabled_at.is_some(), created_at }
    }

    /// The version of the membership.
    fn tag(&self) -> String {
        tag(&json!([self.role, self.until, self.scope]).to_string())
    }
}

async fn list(request: HttpRequest, caller: Caller, service: Data<Service>) -> Result<HttpResponse, ApiError> {
    let query = ListQuery::read(&LIST, request.query_string())?;
    let connection = service.database.reader();
    let own = memberships::Entity::find().filter(memberships::Column::OrganisationId.eq(caller.organisation_id));
    let members = own.all(connection).await?;
    let ids = members.iter().map(|member| member.user_id);
    let accounts = users::Entity::find().filter(users::Column::Id.is_in(ids)).all(connection).await?;
    let mut items = Vec::with_capacity(members.len());
    for member in members {
        if let Some(account) = accounts.iter().find(|account| account.id == member.user_id) {
            items.push(item_of(&User::new(member, account.clone()))?);
        }
    }
    let page = page_of(&items, &query, &["email"]);
    answer(&LIST, "users", &query, page)
}

async fn add(caller: Caller, service: Data<Service>, body: Body<UserInput>) -> Result<HttpResponse, ApiError> {
    let UserInput { email, role, until, scope } = body.0;
    let organisation_id = caller.organisation_id;
    let transaction = service.database.begin().await?;
    let new = NewMember { email: &email, organisation_id, role, until, password: None };
    let member = add_member(&transaction, new, Some(caller.actor_id)).await?;
    if let Some(scope) = scope {
        let limited = memberships::ActiveModel {
            organisation_id: Set(organisation_id),
            user_id: Set(member.user_id),
            scope: Set(Some(json!(scope))),
            ..Default::default()
        };
        memberships::Entity::update(limited).exec(&transaction).await?;
    }
    let link = if member.is_new {
        let token = login::link_token(&transaction, member.user_id, FIRST_LINK, Some(caller.actor_id)).await?;
        Some(format!("{}login#{}", service.settings.server.public_url, token.expose_secret()))
    } else {
        None
    };
    transaction.commit().await?;
    let place = format!("{PREFIX}{PATH}/{}", member.user_id);
    let added = UserAdded { user_id: member.user_id, link };
    Ok(shown_once(HttpResponse::Created().insert_header((LOCATION, place)).json(added), &["link"]))
}

async fn read(caller: Caller, service: Data<Service>, id: web::Path<String>) -> Result<HttpResponse, ApiError> {
    let user = find(service.database.reader(), &caller, &id).await?;
    Ok(HttpResponse::Ok().insert_header((ETAG, user.tag())).json(user))
}

async fn change(
    request: HttpRequest,
    caller: Caller,
    service: Data<Service>,
    id: web::Path<String>,
    body: Body<UserChange>,
) -> Result<HttpResponse, ApiError> {
    let meant = IfMatch::of(&request)?;
    let transaction = service.database.begin().await?;
    let present = find(&transaction, &caller, &id).await?;
    meant.require_tag(&present.tag())?;
    let UserChange { role, until, scope } = body.0;
    let is_limited = scope.as_ref().is_some_and(Option::is_some);
    if role.is_some_and(|role| role != Role::Admin) || until.flatten().is_some() || is_limited {
        require_another_admin(&transaction, &caller, &present).await?;
    }
    let row = memberships::ActiveModel {
        organisation_id: Set(caller.organisation_id),
        user_id: Set(present.user_id),
        role: Set(role.map_or(present.role, |role| role.to_string())),
        until: Set(until.unwrap_or(present.until)),
        scope: Set(scope.map_or(present.scope, |scope| scope.map(|scope| json!(scope)))),
        ..Default::default()
    };
    memberships::Entity::update(row).exec(&transaction).await?;
    let user = find(&transaction, &caller, &id).await?;
    let payload = json!({"role": user.role, "until": user.until, "scope": user.scope});
    log(&transaction, &caller, "user.changed", user.user_id, payload).await?;
    transaction.commit().await?;
    Ok(HttpResponse::Ok().insert_header((ETAG, user.tag())).json(user))
}

async fn remove(
    request: HttpRequest,
    caller: Caller,
    service: Data<Service>,
    id: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    let meant = IfMatch::of(&request)?;
    let transaction = service.database.begin().await?;
    let present = find(&transaction, &caller, &id).await?;
    meant.require_tag(&present.tag())?;
    require_another_admin(&transaction, &caller, &present).await?;
    memberships::Entity::delete_by_id((caller.organisation_id, present.user_id)).exec(&transaction).await?;
    log(&transaction, &caller, "user.removed", present.user_id, json!({})).await?;
    transaction.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}

async fn find(connection: &impl ConnectionTrait, caller: &Caller, id: &str) -> Result<User, ApiError> {
    let missing = || ApiError::not_found("user", id);
    let user_id: Uuid = id.parse().map_err(|_| missing())?;
    let membership = memberships::Entity::find_by_id((caller.organisation_id, user_id)).one(connection).await?;
    let account = users::Entity::find_by_id(user_id).one(connection).await?;
    membership.zip(account).map(|(membership, account)| User::new(membership, account)).ok_or_else(missing)
}

/// An organisation keeps somebody who can let people in, without an end or a limit to some assessments.
async fn require_another_admin(
    connection: &impl ConnectionTrait,
    caller: &Caller,
    user: &User,
) -> Result<(), ApiError> {
    if user.role != Role::Admin.as_str() {
        return Ok(());
    }
    let others = memberships::Entity::find()
        .filter(memberships::Column::OrganisationId.eq(caller.organisation_id))
        .filter(memberships::Column::Role.eq(Role::Admin.as_str()))
        .filter(memberships::Column::UserId.ne(user.user_id))
        .filter(memberships::Column::Until.is_null())
        .filter(memberships::Column::Scope.is_null());
    let others: Vec<Uuid> = others.all(connection).await?.into_iter().map(|other| other.user_id).collect();
    let open =
        users::Entity::find().filter(users::Column::Id.is_in(others)).filter(users::Column::DisabledAt.is_null());
    if open.count(connection).await? > 0 {
        return Ok(());
    }
    Err(ApiError::new(Code::StateConflict).tell("problem-detail-last-admin", []))
}

async fn log(
    connection: &impl ConnectionTrait,
    caller: &Caller,
    action: &str,
    user_id: Uuid,
    payload: serde_json::Value,
) -> Result<(), DbErr> {
    let object = format!("user/{user_id}");
    let event = Event { actor_id: Some(caller.actor_id), action, object, reason: None, payload };
    audit::append(connection, caller.organisation_id, event).await.map(drop)
}

impl From<UserError> for ApiError {
    fn from(error: UserError) -> Self {
        let field = match error {
            UserError::Database(error) => return error.into(),
            UserError::NoOrganisation(id) => return Self::not_found("organisation", id),
            UserError::Member(_) => return Self::new(Code::StateConflict).say(error.to_string()),
            UserError::Email(_) | UserError::HasAccount(_) | UserError::Nobody(_) => "/email",
            UserError::Password(_) => "/password",
        };
        Self::invalid(vec![FieldError::at(field, "value", error.to_string(), said("problem-shape-fix", []))])
    }
}
