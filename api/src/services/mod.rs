//! Use cases: what karvon does, whoever asks for it.
//!
//! Each takes plain values and gives plain values or an error that says what went wrong; how it is asked for and shown is the
//! business of the command line and of whatever else calls it.

mod archive;
pub mod assess;
pub mod assessments;
pub mod backup;
pub mod blobs;
mod book;
pub mod calibrate;
pub mod compare;
pub mod data;
pub mod demo;
pub mod erasure;
mod evidence;
pub mod export;
pub mod files;
pub mod idempotency;
pub mod identity;
pub mod inputs;
pub mod keyring;
pub mod lists;
pub mod oidc;
pub mod people;
pub mod place;
pub mod progress;
pub mod propagate;
pub mod questionnaires;
pub mod records;
pub mod reports;
mod results;
pub mod rows;
pub mod rules;
pub mod rulesets;
pub mod screening;
pub mod seal;
pub mod sessions;
pub mod templates;
pub mod testimony;
pub mod trial;
pub mod uploads;
pub mod verify;
pub mod what_if;
pub mod write;
