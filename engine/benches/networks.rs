//! Writes generated networks as the tables that `karvon propagate` and the scripts in `baselines/` read.
//!
//! `cargo bench -p karvon-engine --bench networks -- FOLDER PARTIES…` leaves `FOLDER/cyc-PARTIES/` and
//! `FOLDER/giant-PARTIES/`, each with `parties.csv` and `links.csv`.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::disallowed_types,
    clippy::print_stdout,
    dead_code,
    reason = "a program that may stop where it stands, and takes a part of what the benchmarks share"
)]

#[path = "support/generator.rs"]
mod generator;

use std::io::Write;
use std::path::Path;

use generator::{CHANNELS, Cycles, Generated, generate};

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    let Some(folder) = arguments.next() else { return };
    for parties in arguments.map(|argument| argument.parse().expect("a number of parties")) {
        for (name, cycles) in [("cyc", Cycles::Mutual), ("giant", Cycles::Giant)] {
            let folder = Path::new(&folder).join(format!("{name}-{parties}"));
            write(&generate(parties, cycles, 1), &folder).expect("the tables can be written");
            println!("{}", folder.display());
        }
    }
}

fn write(network: &Generated, folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let create = |name: &str| std::fs::File::create(folder.join(name)).map(std::io::BufWriter::new);
    let mut parties = create("parties.csv")?;
    writeln!(parties, "id,a,b,c,d,e,f,g,h,i,j,k")?;
    for (id, own) in network.ids.iter().zip(network.own.chunks(CHANNELS)) {
        write!(parties, "{id}")?;
        for value in own {
            write!(parties, ",{value}")?;
        }
        writeln!(parties)?;
    }
    let mut links = create("links.csv")?;
    writeln!(links, "supplier,buyer,weight")?;
    for &(supplier, buyer, weight) in &network.links {
        writeln!(links, "{},{},{weight}", network.ids[supplier as usize], network.ids[buyer as usize])?;
    }
    Ok(())
}
