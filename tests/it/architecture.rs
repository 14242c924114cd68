//! What the code promises about itself: who depends on whom, and how the tree is kept.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use karvon_tests::repository;
use serde_json::Value;

/// Direct dependencies of every crate of the workspace, tests and build scripts aside.
fn dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(repository())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let of = |package: &Value| {
        let dependencies = package["dependencies"].as_array().unwrap().iter();
        dependencies.filter(|one| one["kind"].is_null()).map(|one| text(&one["name"])).collect()
    };
    packages.iter().map(|package| (text(&package["name"]), of(package))).collect()
}

/// All files below a folder with one of these endings, build products aside.
fn files(folder: &Path, endings: &[&str], into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            if name != "target" && name != "node_modules" && !name.starts_with('.') {
                files(&path, endings, into);
            }
        } else if endings.iter().any(|ending| name.ends_with(ending)) {
            into.push(path);
        }
    }
}

fn sources() -> Vec<PathBuf> {
    let mut found = Vec::new();
    files(&repository(), &[".rs"], &mut found);
    assert!(found.len() > 50, "{found:?}");
    found
}

#[test]
fn the_engine_depends_on_nothing_that_touches_the_world() {
    // Numbers, graphs, threads, hashes, letters and plain data; nothing that opens, asks or waits.
    let allowed = [
        "any_ascii",
        "chrono",
        "libm",
        "petgraph",
        "rayon",
        "schemars",
        "serde",
        "serde_json",
        "sha2",
        "smol_str",
        "strsim",
        "thiserror",
        "unicode-normalization",
    ];
    let others: Vec<String> =
        dependencies()["karvon-engine"].iter().filter(|name| !allowed.contains(&name.as_str())).cloned().collect();
    assert!(others.is_empty(), "{others:?}");
}

#[test]
fn the_tree_below_the_engine_holds_no_clock_file_or_network_crate() {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "-p", "karvon-engine", "--edges", "normal", "--prefix", "none", "--offline"])
        .current_dir(repository())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let tree = String::from_utf8(output.stdout).unwrap();
    let names: BTreeSet<&str> = tree.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(names.contains("petgraph"), "{names:?}");
    for guest in [
        "actix-web",
        "calamine",
        "clap",
        "csv",
        "fluent-bundle",
        "getrandom",
        "iana-time-zone",
        "indicatif",
        "lopdf",
        "mio",
        "printpdf",
        "rand",
        "reqwest",
        "rust-embed",
        "rust_xlsxwriter",
        "sea-orm",
        "sqlx",
        "tempfile",
        "tokio",
        "ureq",
        "zip",
    ] {
        assert!(!names.contains(guest), "{guest}");
    }
}

#[test]
fn crates_depend_on_each_other_in_one_direction() {
    let allowed: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("karvon-engine", &[][..]),
        ("karvon-migrations", &[]),
        ("karvon-rulesets", &["karvon-engine"]),
        ("karvon-intake", &["karvon-engine"]),
        ("karvon-report", &["karvon-engine"]),
        ("karvon", &["karvon-engine", "karvon-intake", "karvon-report", "karvon-rulesets", "karvon-migrations"]),
    ]);
    let dependencies = dependencies();
    for (name, allowed) in allowed {
        let ours = dependencies[name].iter().filter(|other| other.starts_with("karvon"));
        let wrong: Vec<&String> = ours.filter(|other| !allowed.contains(&other.as_str())).collect();
        assert!(wrong.is_empty(), "{name} must not depend on {wrong:?}");
    }
}

#[test]
fn every_source_file_says_first_what_it_is_for() {
    let silent: Vec<PathBuf> = sources()
        .into_iter()
        .filter(|path| {
            let text = std::fs::read_to_string(path).unwrap();
            !text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().starts_with("//!")
        })
        .collect();
    assert!(silent.is_empty(), "{silent:?}");
}

#[test]
fn no_source_file_grows_beyond_what_can_be_read_in_one_go() {
    const MOST: usize = 700;
    let long: Vec<(PathBuf, usize)> = sources()
        .into_iter()
        .map(|path| {
            let lines = std::fs::read_to_string(&path).unwrap().lines().count();
            (path, lines)
        })
        .filter(|(_, lines)| *lines > MOST)
        .collect();
    assert!(long.is_empty(), "{long:?}");
}

#[test]
fn fonts_stay_small_and_carry_their_licence() {
    let folder = repository().join("fixtures/fonts");
    let mut fonts = Vec::new();
    files(&folder, &[".ttf", ".otf"], &mut fonts);
    let size: u64 = fonts.iter().map(|font| std::fs::metadata(font).unwrap().len()).sum();
    assert!(!fonts.is_empty() && size < 1_000_000, "{size} bytes");
    assert!(std::fs::read_to_string(folder.join("OFL.txt")).unwrap().contains("SIL OPEN FONT LICENSE"));
}

#[test]
fn both_licences_are_there_and_named() {
    for (file, words) in [("LICENSE-APACHE", "Apache License"), ("LICENSE-MIT", "MIT License")] {
        assert!(std::fs::read_to_string(repository().join(file)).unwrap().contains(words), "{file}");
    }
    let manifest = std::fs::read_to_string(repository().join("Cargo.toml")).unwrap();
    assert!(manifest.contains("license = \"Apache-2.0 OR MIT\""));
}

#[test]
fn every_test_that_the_security_checklist_names_exists() {
    let checklist = std::fs::read_to_string(repository().join("tests/ASVS.md")).unwrap();
    let code: Vec<String> = sources().iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
    let named: Vec<&str> =
        checklist.split('`').skip(1).step_by(2).filter(|word| word.matches('_').count() > 2).collect();
    assert!(named.len() > 50, "{named:?}");
    let is_there = |name: &str| code.iter().any(|text| text.contains(&format!("fn {name}(")));
    let missing: Vec<&str> = named.into_iter().filter(|name| !is_there(name)).collect();
    assert!(missing.is_empty(), "no such test: {missing:?}");
}
