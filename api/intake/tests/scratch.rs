use karvon_engine::{ids::QuestionId, ruleset::ReadAnswer};
use karvon_intake::*;
struct B;
impl AnswerBook for B {
    fn parts(&self, q: &str) -> Vec<QuestionId> {
        vec![q.into()]
    }
    fn check(&self, _: &QuestionId, _: &str) -> Result<ReadAnswer, String> {
        Ok(ReadAnswer::Answer(0))
    }
}
#[test]
fn scratch() {
    let list = std::env::var("FILES").unwrap();
    for group in list.split('|') {
        let names: Vec<&str> = group.split_whitespace().collect();
        let bytes: Vec<Vec<u8>> = names.iter().map(|n| std::fs::read(n).unwrap()).collect();
        let files: Vec<SourceFile> = names
            .iter()
            .zip(&bytes)
            .map(|(n, b)| SourceFile { name: n.rsplit('/').next().unwrap(), bytes: b })
            .collect();
        let best = (0..if std::env::var("BENCH").is_ok() { 10 } else { 1 })
            .map(|_| {
                let t = std::time::Instant::now();
                let i = read(&files, &ReadOptions::new("2026-11-24".parse().unwrap()), &B);
                (t.elapsed(), i)
            })
            .min_by_key(|x| x.0)
            .unwrap();
        let t2 = (0..10)
            .map(|_| {
                let t = std::time::Instant::now();
                let mut n = 0;
                for b in &bytes {
                    let mut r = csv::ReaderBuilder::new().flexible(true).from_reader(&b[..]);
                    let mut rec = csv::ByteRecord::new();
                    while r.read_byte_record(&mut rec).unwrap_or(false) {
                        n += rec.len();
                    }
                }
                (t.elapsed(), n)
            })
            .min()
            .unwrap();
        let i = best.1;
        println!(
            "== {group}\n {:?} vs csv {:?} {:?} parties {} links {} ev {} cohorts {}",
            best.0,
            t2.0,
            i.counts,
            i.inputs.parties.len(),
            i.inputs.links.len(),
            i.inputs.evidence.len(),
            i.inputs.cohorts.len()
        );
        let no: usize = i.inputs.parties.iter().filter(|p| p.country.is_none()).count();
        println!(
            " without country {no}, without sector {}",
            i.inputs.parties.iter().filter(|p| p.sector.is_none()).count()
        );
        for f in i.findings.iter().take(std::env::var("N").map_or(40, |n| n.parse().unwrap())) {
            println!(
                "  {}:{}:{} [{}] {} {} {} | fix: {}",
                f.file,
                f.sheet.as_deref().unwrap_or(""),
                f.row.unwrap_or(0),
                f.column.as_deref().unwrap_or(""),
                f.severity.as_str(),
                f.rule,
                f.message,
                f.fix
            );
        }
    }
}
