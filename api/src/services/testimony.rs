//! Which evidence is what workers said.

/// Source classes of testimony. What they say never reaches a supplier, and the HR team sees only what follows from it.
pub const SOURCES: [&str; 2] = ["worker_interview", "grievance"];

/// The visibility of evidence that everybody who reads evidence may see.
pub const OPEN: &str = "open";
/// The visibility of testimony.
pub const TESTIMONY: &str = "testimony";

/// The visibility of evidence of a source class.
pub fn visibility(source: &str) -> &'static str {
    if SOURCES.contains(&source) { TESTIMONY } else { OPEN }
}
