//! End-to-end tests, one module a subject.

mod architecture;
mod demo;
mod report;
