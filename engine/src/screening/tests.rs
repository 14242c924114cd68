//! Screening as a whole: true pairs across scripts, look-alikes that are none, and properties.

mod cases;
mod limits;
mod properties;
mod support;

pub(super) use support::settings;
