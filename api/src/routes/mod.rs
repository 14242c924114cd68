//! Addresses: one file a resource. Handlers read like policy: who may, what must hold, what changes; the rest is a service.

mod assessments;
mod audit_log;
mod data;
pub mod document;
pub mod endpoint;
mod erasures;
mod exports;
mod jobs;
mod keys;
mod lists;
mod matches;
pub(crate) mod oidc;
mod open;
mod organisation;
mod questionnaires;
mod reports;
mod rulesets;
mod second_factor;
mod session;
mod supplier;
mod templates;
#[cfg(test)]
mod tests;
mod uploads;
mod users;

use actix_web::web;

use self::endpoint::{About, Endpoint};

/// What all addresses of the API begin with.
pub const PREFIX: &str = "/api/v1";

/// Every address of the API with its handler. The order is that of the OpenAPI page.
pub fn endpoints() -> Vec<Endpoint> {
    [
        session::endpoints(),
        second_factor::endpoints(),
        oidc::endpoints(),
        organisation::endpoints(),
        exports::endpoints(),
        users::endpoints(),
        keys::endpoints(),
        data::endpoints(),
        uploads::endpoints(),
        templates::endpoints(),
        matches::endpoints(),
        lists::endpoints(),
        rulesets::endpoints(),
        assessments::endpoints(),
        reports::endpoints(),
        questionnaires::endpoints(),
        supplier::endpoints(),
        jobs::endpoints(),
        erasures::endpoints(),
        audit_log::endpoints(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What is said of every address.
pub fn about() -> Vec<About> {
    endpoints().into_iter().map(|endpoint| endpoint.about).collect()
}

/// Puts every address in its place.
pub fn configure(config: &mut web::ServiceConfig) {
    let mut resources: std::collections::BTreeMap<&'static str, Vec<actix_web::Route>> =
        std::collections::BTreeMap::new();
    let mut order = Vec::new();
    for Endpoint { about, route } in endpoints() {
        if !resources.contains_key(about.path) {
            order.push(about.path);
        }
        resources.entry(about.path).or_default().push(route);
    }
    // An address in words comes before one with a parameter in the same place.
    order.sort_by_key(|path| path.replace('{', "\u{7f}"));
    for path in order {
        let mut resource = web::resource(format!("{PREFIX}{path}"));
        for route in resources.remove(path).unwrap_or_default() {
            resource = resource.route(route);
        }
        config.service(resource);
    }
    open::configure(config);
}
