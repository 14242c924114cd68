//! karvon: the command line and the service, and the use cases behind both.
//!
//! Everything that touches the world is here: files, the clock, the terminal, the network, the database. The engine, the reading
//! of files and the writing of reports are libraries of their own that take values and give values.

pub mod app;
pub mod audit;
pub mod auth;
pub mod cli;
pub mod config;
pub mod db;
pub mod digest;
pub mod error;
pub mod jobs;
pub mod list;
pub mod routes;
pub mod services;
pub mod texts;
pub mod web;
