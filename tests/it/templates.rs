//! The template workbook says what the template tables say.

use karvon_intake::template_workbook;
use karvon_tests::repository;

#[test]
fn the_template_workbook_is_in_step_with_the_template_tables() {
    let folder = repository().join("fixtures/templates");
    let tables = ["suppliers", "links", "recruitment", "answers", "watchlist", "merges", "rates"];
    let texts = tables.map(|table| std::fs::read_to_string(folder.join(table).with_extension("csv")).unwrap());
    let pairs: Vec<(&str, &str)> = tables.into_iter().zip(texts.iter().map(String::as_str)).collect();
    let written = std::fs::read(folder.join("karvon.xlsx")).unwrap();
    let hint = "run `cargo run --release -p karvon-intake --example templates fixtures/templates`";
    assert!(template_workbook(&pairs).unwrap() == written, "{hint}");
}
