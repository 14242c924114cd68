//! `karvon propagate` with Parquet tables: the same numbers as with CSV.

use super::support::{Desk, errors};

const PARTIES: &str = "id,x,y\nc,0,0.3\na,0.4,1\n\"b,1\",0.1,0.30000000000000004\n";
const LINKS: &str = "supplier,buyer,weight\na,\"b,1\",0.5\n\"b,1\",c,0.4\n";

fn desk() -> Desk {
    Desk::new(&[("p.csv", PARTIES), ("l.csv", LINKS), ("none.csv", "supplier,buyer,weight\n")])
}

fn propagate(desk: &Desk, parties: &str, links: &str, out: &str, options: &str) {
    desk.karvon(&format!("propagate --parties {parties} --links {links} --out {out} {options}")).success();
}

#[test]
fn a_table_comes_back_from_parquet_bit_for_bit() {
    let desk = desk();
    propagate(&desk, "p.csv", "none.csv", "p.parquet", "--metric worst-chain");
    propagate(&desk, "p.parquet", "none.csv", "back.csv", "--metric worst-chain");
    assert_eq!(desk.text("back.csv"), PARTIES);
}

#[test]
fn csv_and_parquet_mix_and_give_the_same() {
    let desk = desk();
    propagate(&desk, "p.csv", "none.csv", "p.parquet", "--metric worst-chain");
    for options in ["", "--metric noisy-or", "--subject c"] {
        propagate(&desk, "p.csv", "l.csv", "from-csv.csv", options);
        propagate(&desk, "p.parquet", "l.csv", "from-parquet.csv", options);
        propagate(&desk, "p.csv", "l.csv", "out.PQ", options);
        propagate(&desk, "out.PQ", "none.csv", "out-as.csv", "--metric worst-chain");
        assert_eq!(desk.text("from-csv.csv"), desk.text("from-parquet.csv"), "{options}");
        assert_eq!(desk.text("from-csv.csv"), desk.text("out-as.csv"), "{options}");
    }
}

#[test]
fn a_csv_file_with_the_ending_of_parquet_is_told_and_nothing_is_written() {
    let desk = desk();
    desk.put("p.parquet", PARTIES.as_bytes());
    let run = desk.karvon("propagate --parties p.parquet --links l.csv --out o.csv").code(1);
    assert!(errors(&run).contains("`p.parquet`: cannot be read"), "{}", errors(&run));
    assert!(!desk.path("o.csv").exists());
}
