//! Who is asking: a person or a machine, and in which organisation.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use uuid::Uuid;

use super::permission::{self, Action, Part, Resource, Role};
use crate::db::OrganisationId;
use crate::error::{ApiError, Code};
use crate::services::inputs::Testimony;

/// What somebody is in an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The organisation.
    pub organisation_id: OrganisationId,
    /// Its name.
    pub name: String,
    /// What somebody is there for.
    pub role: Role,
    /// Assessments that the access is limited to; `None`: all.
    pub scope: Option<Vec<Uuid>>,
}

/// A browser that is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionSeen {
    /// Its id.
    pub id: Uuid,
    /// What its writes must repeat.
    pub csrf_token: String,
}

/// Somebody who proved who they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The person's or the key's id.
    pub actor_id: Uuid,
    /// Organisations that may be used now; of a key exactly one.
    pub memberships: Vec<Membership>,
    /// Whether nothing may be written.
    pub read_only: bool,
    /// The session; `None`: a key.
    pub session: Option<SessionSeen>,
}

/// Somebody in one organisation: what a handler of data asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The person's or the key's id.
    pub actor_id: Uuid,
    /// The organisation.
    pub organisation_id: OrganisationId,
    /// What somebody is there for.
    pub role: Role,
    /// Whether nothing may be written.
    pub read_only: bool,
    /// Assessments that the access is limited to; `None`: all.
    pub scope: Option<Vec<Uuid>>,
    /// Whether it is a person rather than a machine.
    pub is_person: bool,
}

impl Caller {
    /// Whether the caller may do something with a part of a resource.
    pub fn may(&self, action: Action, resource: Resource, part: Part) -> bool {
        (action == Action::Read || !self.read_only) && permission::may(self.role, action, resource, part)
    }

    /// Goes on only if the caller may.
    ///
    /// # Errors
    /// `forbidden`.
    pub fn require(&self, action: Action, resource: Resource, part: Part) -> Result<(), ApiError> {
        if self.may(action, resource, part) { Ok(()) } else { Err(ApiError::new(Code::Forbidden)) }
    }

    /// Whether the caller may read what workers said.
    pub fn sees_testimony(&self) -> bool {
        self.may(Action::Read, Resource::Evidence, Part::Testimony)
    }

    /// What the caller sees of what workers said.
    pub fn sight(&self) -> Testimony {
        if self.sees_testimony() { Testimony::With } else { Testimony::Without }
    }

    /// Whether the caller may see an assessment.
    pub fn sees_assessment(&self, id: Uuid) -> bool {
        self.scope.as_ref().is_none_or(|scope| scope.contains(&id))
    }
}

/// The holder of a questionnaire's link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Supplier {
    /// The questionnaire, which is all that the link opens.
    pub questionnaire_id: Uuid,
    /// The organisation that asks.
    pub organisation_id: OrganisationId,
}

/// What the gate found out, for handlers; asking for it where the gate lets everybody pass is a defect.
fn found<T: Clone + 'static>(request: &HttpRequest) -> Ready<Result<T, ApiError>> {
    let value = request.extensions().get::<T>().cloned();
    ready(value.ok_or_else(|| ApiError::internal("a handler asks who calls at an address that is open to everybody")))
}

impl FromRequest for Identity {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        found(request)
    }
}

impl FromRequest for Caller {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        found(request)
    }
}

impl FromRequest for Supplier {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        found(request)
    }
}
