//! Writes what is made from the rulesets and their types and committed beside them, the JSON Schema of their files and a
//! page for each: `cargo run --release -p karvon-rulesets --example documents`.

use std::path::Path;

use karvon_rulesets::schema::schemas;
use karvon_rulesets::show::documents;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (folder, files) in [("schema", schemas()), ("docs", documents()?)] {
        std::fs::create_dir_all(here.join(folder))?;
        for (name, text) in files {
            std::fs::write(here.join(folder).join(name), text)?;
        }
    }
    Ok(())
}
