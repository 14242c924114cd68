//! Tests of propagation as a whole: by hand, against slow and plain oracles, and properties.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    clippy::float_cmp,
    reason = "numbers are small, and equality of bits is what is tested"
)]

mod by_hand;
mod determinism;
mod exact;
mod exposure;
mod incremental;
mod recursions;
mod refusals;
mod support;
mod worlds;
