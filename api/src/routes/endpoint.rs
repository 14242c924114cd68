//! One address with one method: who may use it, what it takes and gives, and the handler behind it.
//!
//! The gate, the OpenAPI document and the tests read this description, so that none of them can forget an address.

use std::borrow::Cow;

use actix_web::{FromRequest, Handler, Responder, Route, web};
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::auth::permission::{Action, Resource};
use crate::list::ListSpec;

/// Who may use an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everybody.
    Open,
    /// Everybody who is signed in or has a key.
    SignedIn,
    /// Whoever has a role that may do this.
    Needs(Action, Resource),
    /// The holder of a questionnaire link.
    Supplier,
}

impl Access {
    /// Whether it opens assessments, what was made of them and what everybody may know, and nothing of what the organisation
    /// holds beside: somebody whose access is limited to some assessments sees the data as these froze them, never as they are.
    pub fn is_within_assessments(self) -> bool {
        let Self::Needs(action, resource) = self else { return true };
        match resource {
            // Those about assessments look themselves which of them the caller may see.
            Resource::Assessments
            | Resource::WhatIf
            | Resource::Plans
            | Resource::Reviews
            | Resource::SignOffs
            | Resource::Reports
            | Resource::Jobs
            | Resource::Templates => true,
            // They hold for the whole organisation.
            Resource::Organisation | Resource::Lists | Resource::Rulesets => action == Action::Read,
            // What an auditor found can be added without seeing what others did.
            Resource::Evidence => action == Action::Add,
            Resource::Users
            | Resource::Keys
            | Resource::AuditLog
            | Resource::Parties
            | Resource::Links
            | Resource::Recruitment
            | Resource::Measures
            | Resource::Repayments
            | Resource::Grievances
            | Resource::Contacts
            | Resource::Uploads
            | Resource::Matches
            | Resource::Questionnaires
            | Resource::Erasures
            | Resource::Export => false,
        }
    }
}

/// The methods that are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// Reads.
    Get,
    /// Adds, or starts something.
    Post,
    /// Changes a part.
    Patch,
    /// Writes as a whole.
    Put,
    /// Ends or removes.
    Delete,
}

impl Method {
    /// The word in a request.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Patch => "PATCH",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

/// The shape of a body: a JSON schema, and the named schemas that it refers to.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// The schema.
    pub schema: Value,
    /// Named schemas.
    pub parts: Vec<(String, Value)>,
}

impl Shape {
    /// The shape of a type.
    pub fn of<T: ToSchema>() -> Self {
        let mut parts = vec![(T::name().into_owned(), T::schema())];
        T::schemas(&mut parts);
        let schema = json!({"$ref": format!("#/components/schemas/{}", T::name())});
        // A schema is plain data and always becomes JSON.
        let plain = |(name, schema)| (name, serde_json::to_value(schema).unwrap_or_default());
        Self { schema, parts: parts.into_iter().map(plain).collect() }
    }

    /// A shape that is written out under a name.
    pub fn named(name: &str, schema: Value) -> Self {
        let reference = json!({"$ref": format!("#/components/schemas/{name}")});
        Self { schema: reference, parts: vec![(name.to_owned(), schema)] }
    }

    /// A page of items of this shape.
    #[must_use]
    pub fn page(mut self) -> Self {
        self.schema = json!({
            "type": "object",
            "required": ["items", "next_cursor", "total"],
            "properties": {
                "items": {"type": "array", "items": self.schema},
                "next_cursor": {"type": ["string", "null"]},
                "total": {"type": "integer", "minimum": 0},
            },
        });
        self
    }
}

/// What stands in a body.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// JSON.
    Json(Shape),
    /// Files and fields as a form of several parts; the schema of the form.
    Multipart(Value),
    /// A file of one of these media types, or the same in a form of several parts; the schema of the form.
    Sent(&'static [&'static str], Value),
    /// Bytes of one of these media types.
    Bytes(&'static [&'static str]),
}

/// What an address gives when all is well.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The body; `None`: none.
    pub content: Option<Content>,
}

/// What is said of an address.
#[derive(Clone, Debug)]
pub struct About {
    /// The method.
    pub method: Method,
    /// The path below `/api/v1`, with parameters in braces.
    pub path: &'static str,
    /// A name that no other has: the operation id; its sentence stands in the message files under `api-<id>`.
    pub id: Cow<'static, str>,
    /// Who may use it.
    pub access: Access,
    /// What its list can be asked, if it gives one.
    pub list: Option<&'static ListSpec>,
    /// Names that its address takes beside those of a list.
    pub query: &'static [&'static str],
    /// Whether it takes names that it does not know: somebody else sends people here with names of their own.
    pub foreign: bool,
    /// What it takes.
    pub body: Option<Content>,
    /// What it gives.
    pub answers: Vec<Answer>,
    /// Statuses of problems that do not follow from the rest of this.
    pub problems: &'static [u16],
    /// Whether it needs `If-Match`.
    pub versioned: bool,
}

/// An address with its handler.
pub struct Endpoint {
    /// What is said of it.
    pub about: About,
    /// What answers.
    pub route: Route,
}

impl std::fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Endpoint").field("about", &self.about).finish_non_exhaustive()
    }
}

impl Endpoint {
    /// An address.
    pub fn new<F, Args>(
        method: Method,
        path: &'static str,
        id: impl Into<Cow<'static, str>>,
        access: Access,
        handler: F,
    ) -> Self
    where
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        let route = match method {
            Method::Get => web::get(),
            Method::Post => web::post(),
            Method::Patch => web::patch(),
            Method::Put => web::put(),
            Method::Delete => web::delete(),
        };
        let about = About {
            method,
            path,
            id: id.into(),
            access,
            list: None,
            query: &[],
            foreign: false,
            body: None,
            answers: Vec::new(),
            problems: &[],
            versioned: false,
        };
        Self { about, route: route.to(handler) }
    }

    /// It gives a list of items of a shape.
    #[must_use]
    pub fn lists(mut self, spec: &'static ListSpec, item: Shape) -> Self {
        self.about.list = Some(spec);
        self.gives(200, Content::Json(item.page()))
    }

    /// It can be asked like a list and gives its items in an answer of its own shape.
    #[must_use]
    pub fn asks_like(mut self, spec: &'static ListSpec) -> Self {
        self.about.list = Some(spec);
        self
    }

    /// It takes a body.
    #[must_use]
    pub fn takes(mut self, content: Content) -> Self {
        self.about.body = Some(content);
        self
    }

    /// Its address takes these names.
    #[must_use]
    pub fn asks(mut self, names: &'static [&'static str]) -> Self {
        self.about.query = names;
        self
    }

    /// It leaves out names that it does not know.
    #[must_use]
    pub fn takes_foreign_names(mut self) -> Self {
        self.about.foreign = true;
        self
    }

    /// It may answer with problems of these statuses too.
    #[must_use]
    pub fn refuses(mut self, statuses: &'static [u16]) -> Self {
        self.about.problems = statuses;
        self
    }

    /// It gives a body with a status.
    #[must_use]
    pub fn gives(mut self, status: u16, content: Content) -> Self {
        self.about.answers.push(Answer { status, content: Some(content) });
        self
    }

    /// It gives nothing but a status.
    #[must_use]
    pub fn gives_nothing(mut self, status: u16) -> Self {
        self.about.answers.push(Answer { status, content: None });
        self
    }

    /// It needs `If-Match` with the version that is meant.
    #[must_use]
    pub fn versioned(mut self) -> Self {
        self.about.versioned = true;
        self
    }
}

/// JSON of a type as content.
pub fn json_of<T: ToSchema>() -> Content {
    Content::Json(Shape::of::<T>())
}
