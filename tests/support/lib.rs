//! What end-to-end tests share: the program, a demo run, text out of PDFs, the repository.
//!
//! Everything here panics with a plain sentence where something is missing, as tests do.

#![expect(clippy::expect_used, clippy::panic, reason = "these helpers exist for tests only")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use karvon_engine::assessment::Assessment;
use tempfile::TempDir;

/// The program, as it was built for these tests: it stands one folder above their own executable.
pub fn karvon() -> Command {
    let own = std::env::current_exe().expect("a test knows its own executable");
    let beside = own.parent().and_then(Path::parent).map(|folder| folder.join("karvon"));
    match beside.filter(|program| program.is_file()) {
        Some(program) => Command::new(program),
        None => panic!("the program was not built; run `tests/run`, which builds it along"),
    }
}

/// The folder of the repository.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the repository has a folder")
}

/// The results of one run of the demo.
#[derive(Debug)]
pub struct Demo {
    folder: TempDir,
    /// What it printed.
    pub output: Output,
}

impl Demo {
    /// Runs the demo into a folder of its own.
    pub fn run() -> Self {
        let folder = tempfile::tempdir().expect("a folder for results");
        let output = karvon().args(["demo", "--no-serve", "--out"]).arg(folder.path()).output().expect("karvon runs");
        Self { folder, output }
    }

    /// Runs the demo with so many threads.
    pub fn with_threads(threads: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder for results");
        let mut command = karvon();
        command.args(["demo", "--no-serve", "--out"]).arg(folder.path()).env("RAYON_NUM_THREADS", threads);
        let output = command.output().expect("karvon runs");
        Self { folder, output }
    }

    /// A run that all tests share.
    pub fn shared() -> &'static Self {
        static DEMO: OnceLock<Demo> = OnceLock::new();
        DEMO.get_or_init(Self::run)
    }

    /// The folder of the results.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// One result file.
    pub fn bytes(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.folder().join(name)).unwrap_or_else(|error| panic!("the demo left no `{name}`: {error}"))
    }

    /// The assessment.
    pub fn assessment(&self) -> Assessment {
        serde_json::from_slice(&self.bytes("assessment.json")).expect("assessment.json holds an assessment")
    }

    /// The report as text, page by page.
    pub fn pages(&self) -> Vec<String> {
        pages(&self.folder().join("report.pdf"))
    }
}

/// A PDF as text, page by page, with the layout of the page kept.
pub fn pages(pdf: &Path) -> Vec<String> {
    let text = poppler("pdftotext", &["-layout", "-enc", "UTF-8"], pdf, &["-"]);
    text.trim_end_matches('\u{c}').split('\u{c}').map(str::to_owned).collect()
}

/// What a tool of poppler says about a PDF.
pub fn poppler(tool: &str, options: &[&str], pdf: &Path, rest: &[&str]) -> String {
    let output = Command::new(tool).args(options).arg(pdf).args(rest).output();
    let output =
        output.unwrap_or_else(|error| panic!("{tool} of poppler-utils does not run ({error}); use `tests/run`"));
    assert!(output.status.success(), "{tool}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A text with every run of blanks, of whatever kind, as one blank.
pub fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
