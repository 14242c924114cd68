//! Documents for the tests: one that shows every kind of block, and reports of small assessments.

mod layout;
mod report;
mod words;
