//! Rulesets and reference tables as data.
