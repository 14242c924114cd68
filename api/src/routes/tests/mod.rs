//! The service asked as a client asks it, on every database that is there.

mod access;
mod assessments;
mod data;
mod files;
mod gate;
mod idempotency;
mod open;
mod organisation;
mod people;
mod session;
mod support;
