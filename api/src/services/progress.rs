//! How a use case tells how far it is.

/// A part of the work that takes time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Reading files from disk.
    ReadFiles,
    /// Checking rows and turning them into a network and evidence.
    CheckRows,
    /// Working out likelihoods and what reaches the subject.
    Assess,
    /// Laying out the report.
    Report,
    /// Reading the parties of a bare network.
    ReadParties,
    /// Reading its links.
    ReadLinks,
    /// Laying out and computing it.
    Propagate,
    /// Writing results.
    Write,
}

/// Whoever is told.
pub trait Progress {
    /// A stage begins; `bytes` is how many there are to work through, where that is known.
    fn begin(&self, stage: Stage, bytes: Option<u64>);
    /// So many bytes of the stage are done.
    fn at(&self, bytes: u64);
    /// Nothing more is to come, be it well or ill.
    fn end(&self);
}

/// Tells nobody.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _: Stage, _: Option<u64>) {}
    fn at(&self, _: u64) {}
    fn end(&self) {}
}
