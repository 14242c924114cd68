//! Files under `data/` are embedded; a new or changed one must rebuild the crate.

fn main() {
    println!("cargo::rerun-if-changed=data");
}
