//! Files as they really arrive: a clear message each, the right exit code, never a panic.

use assert_cmd::assert::Assert;

use super::formats::workbook;
use super::support::{Desk, errors, fixture, output};

const SUPPLIERS: &str = "supplier_id,name,country\nA,Mill,UZ\nB,Buyer,DE\n";

/// Both commands on a file; neither may panic, and both must say something of it.
fn told(desk: &Desk, files: &str, check_code: i32, assess_code: i32) -> String {
    let mut all = String::new();
    for (command, code) in [("check", check_code), ("assess", assess_code)] {
        let run: Assert = desk.karvon(&format!("{command} {files} --as-of 2026-10-31"));
        let words = format!("{}{}", output(&run), errors(&run));
        assert_eq!(run.get_output().status.code(), Some(code), "{command}: {words}");
        assert!(!words.contains("panicked") && !words.contains("defect"), "{words}");
        if command == "check" {
            all = words;
        }
    }
    all
}

fn findings(desk: &Desk) -> String {
    desk.text("karvon-out/findings.csv")
}

#[test]
fn an_empty_file_is_an_error() {
    let desk = Desk::new(&[("suppliers.csv", "")]);
    assert!(told(&desk, "suppliers.csv", 1, 1).contains("suppliers.csv"));
    assert!(!desk.path("karvon-out").exists(), "nothing to assess, nothing to write");
}

#[test]
fn an_empty_file_beside_good_ones_is_an_error_and_results_are_written() {
    let desk = Desk::new(&[("suppliers.csv", SUPPLIERS), ("links.csv", "")]);
    told(&desk, "suppliers.csv links.csv", 1, 1);
    assert!(findings(&desk).contains("empty-file"));
}

#[test]
fn a_truncated_workbook_is_an_error() {
    let desk = Desk::new(&[]);
    let whole = workbook(&fixture("small"));
    desk.put("suppliers.xlsx", &whole[..whole.len() / 2]);
    assert!(told(&desk, "suppliers.xlsx", 1, 1).contains("suppliers.xlsx"));
}

#[test]
fn a_pdf_renamed_to_csv_is_an_error() {
    let desk = Desk::new(&[]);
    desk.put("suppliers.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n");
    assert!(told(&desk, "suppliers.csv", 1, 1).contains("PDF"));
}

#[test]
fn a_single_line_of_ten_megabytes_is_an_error() {
    let desk = Desk::new(&[]);
    desk.put("suppliers.csv", &b"supplier,".repeat(10 * 1024 * 1024 / 9));
    told(&desk, "suppliers.csv", 1, 1);
    desk.put("quoted.csv", &[b"supplier_id,name,country\nA,\"".to_vec(), vec![b'x'; 10 * 1024 * 1024]].concat());
    told(&desk, "quoted.csv", 1, 1);
}

#[test]
fn one_id_for_two_suppliers_is_an_error() {
    let desk = Desk::new(&[("suppliers.csv", "supplier_id,name,country\nA,Mill,UZ\nA,Gin,TJ\nB,Buyer,DE\n")]);
    assert!(told(&desk, "suppliers.csv", 1, 1).contains("suppliers.csv, row 3"));
}

#[test]
fn shares_that_sum_to_three_are_a_warning_and_are_used() {
    let links = "supplier_id,buyer_id,kind,share\nA,B,goods,1\nC,B,goods,1\nD,B,goods,1\n";
    let suppliers = "supplier_id,name,country\nA,Mill,UZ\nB,Buyer,DE\nC,Gin,TJ\nD,Spinner,KG\n";
    let desk = Desk::new(&[("suppliers.csv", suppliers), ("links.csv", links)]);
    told(&desk, "suppliers.csv links.csv", 1, 0);
    assert!(findings(&desk).contains("shares-over-one"));
}

#[test]
fn a_date_in_2087_is_told() {
    let answers = "supplier_id,question,answer,source,observed_on\nA,I7.1,worker,worker_interview,2087-05-01\n";
    let desk = Desk::new(&[("suppliers.csv", SUPPLIERS), ("answers.csv", answers)]);
    let run = desk.karvon("check suppliers.csv answers.csv --as-of 2026-10-31").code(1);
    assert!(output(&run).contains("2087"), "{}", output(&run));
}

#[test]
fn a_misspelt_country_is_told_with_the_right_spelling_and_the_row_is_kept() {
    let desk = Desk::new(&[("suppliers.csv", "supplier_id,name,country\nA,Mill,Kazakstan\nB,Buyer,DE\n")]);
    let words = told(&desk, "suppliers.csv", 1, 0);
    assert!(words.contains("Kazakstan") && words.contains("Kazakhstan"), "{words}");
    assert_eq!(desk.text("karvon-out/parties.csv").lines().count(), 3);
}

#[test]
fn a_ring_of_owners_is_told_and_does_no_harm() {
    let suppliers = "supplier_id,name,country,parent_id\nA,Mill,UZ,B\nB,Holding,DE,A\n";
    let desk = Desk::new(&[("suppliers.csv", suppliers)]);
    told(&desk, "suppliers.csv", 1, 0);
    assert!(findings(&desk).contains("ownership-cycle"));
}

#[test]
fn a_column_of_workers_names_is_refused() {
    let suppliers = "supplier_id,name,country,worker_name\nA,Mill,UZ,Somebody\nB,Buyer,DE,Somebody Else\n";
    let desk = Desk::new(&[("suppliers.csv", suppliers)]);
    told(&desk, "suppliers.csv", 1, 1);
    for name in ["assessment.json", "findings.csv", "parties.csv", "provenance.csv"] {
        assert!(!desk.text(&format!("karvon-out/{name}")).contains("Somebody"), "{name}");
    }
}

#[test]
fn formulas_and_links_in_a_workbook_do_no_harm() {
    let desk = Desk::new(&[]);
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("suppliers").unwrap();
    for (column, name) in (0..).zip(["supplier_id", "name", "country", "workers"]) {
        sheet.write(0, column, name).unwrap();
    }
    sheet.write(1, 0, "A").unwrap();
    sheet.write_url_with_text(1, 1, "https://example.org", "Mill").unwrap();
    sheet.write(1, 2, "UZ").unwrap();
    sheet.write_formula(1, 3, rust_xlsxwriter::Formula::new("=100+20").set_result("120")).unwrap();
    desk.put("suppliers.xlsx", &book.save_to_buffer().unwrap());
    told(&desk, "suppliers.xlsx", 0, 0);
    assert!(desk.text("karvon-out/assessment.json").contains("\"workers\":120"));
}
