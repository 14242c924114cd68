//! The job that checks an upload: what stands in its files, and what it would change.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use karvon_intake::{
    Fields, InputFinding, Intake, KeptRow, KnownParties, Limits, Place, ReadOptions, Rule, Severity, SheetRead,
    TableKind,
};
use sea_orm::ActiveValue::Set;
use serde_json::{Value, json};
use uuid::Uuid;

use super::cohorts::by_cohort;
use super::compare::{Absence, by_id, by_identity};
use super::known::{Known, fields_of, known, party_ids};
use super::rows::{Candidate, Outcome, Read, SheetOfRows};
use super::stage::{self, Found, Staged};
use super::start::{Payload, corrections_of, mapping_of};
use super::stored::{files, find};
use super::tables::of_table;
use super::{Mode, UploadError};
use crate::db::entities::{upload_files, upload_findings, uploads};
use crate::jobs::{Later, Problem, Task, Work, compute, object_of};
use crate::services::assessments::not_loaded;
use crate::services::data::DataFile;
use crate::services::files::{self as originals, FileError};
use crate::services::progress::Silent;
use crate::services::{assess, records, rulesets};

/// Checks uploads.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// How much of a file is read; its rows are also the most of one upload, all tables together.
    pub limits: Limits,
}

impl Work for Check {
    fn run(&self, task: Task) -> Later<'_, Result<(), Problem>> {
        Box::pin(check(task, self.limits))
    }
}

/// An original and what the upload calls it.
struct Original {
    file_id: Uuid,
    name: String,
    sha256: String,
}

/// What a job reads before it computes.
struct Job {
    upload: uploads::Model,
    payload: Payload,
    mode: Mode,
    originals: Vec<Original>,
    base_revision: i64,
}

async fn check(task: Task, limits: Limits) -> Result<(), Problem> {
    let id = object_of(&task.claimed.job)?;
    task.report.begin("read", 0.05);
    let job = job(&task, id).await?;
    let (intake, sheets, all_sheets) = read(&task, &job, limits).await?;
    stop_if_told(&task)?;
    task.report.begin("compare", 0.5);
    let (sheets, mut rows) = candidates(&intake, sheets)?;
    // The engine's values are not needed any more; of a large network they are most of the memory.
    let Intake { findings, .. } = intake;
    let mut gone: Vec<Staged> = Vec::new();
    let tables: BTreeSet<TableKind> = sheets.iter().map(|sheet| sheet.table).collect();
    for table in &tables {
        let mut own: Vec<&mut Candidate> =
            rows.iter_mut().filter(|row| sheets.get(row.sheet).is_some_and(|sheet| sheet.table == *table)).collect();
        gone.extend(compared(&task, &job, *table, &sheets, &mut own).await?);
    }
    stop_if_told(&task)?;
    let counts = counts(&sheets, &rows, &gone);
    let found = Found {
        files: sheets_of(id, &job, &all_sheets),
        findings: findings_of(id, findings),
        rows: rows.into_iter().filter_map(|row| staged(&sheets, row)).chain(gone).collect(),
        counts,
        base_revision: job.base_revision,
    };
    task.report.begin("store", 0.7);
    stage::store(&task.database, &task.claimed, &task.report, id, found).await
}

fn stop_if_told(task: &Task) -> Result<(), Problem> {
    if task.report.is_stopped() { Err(Problem::Stopped) } else { Ok(()) }
}

async fn job(task: &Task, id: Uuid) -> Result<Job, Problem> {
    let reader = task.database.reader();
    let organisation_id = task.claimed.job.organisation_id;
    let upload = find(reader, organisation_id, id).await.map_err(problem)?;
    let payload: Payload = serde_json::from_value(task.claimed.job.payload.clone())
        .map_err(|error| Problem::Defect(format!("payload: {error}")))?;
    let mode = upload.mode.parse().map_err(|()| Problem::Defect(format!("mode `{}`", upload.mode)))?;
    let mut own: Vec<Original> = Vec::new();
    for file in files(reader, id).await? {
        if own.iter().all(|known| known.file_id != file.file_id) {
            own.push(Original { file_id: file.file_id, name: file.name, sha256: file.sha256 });
        }
    }
    // Read before the rows: whatever changes after it counts as changed since the check.
    let base_revision = records::organisation(reader, organisation_id).await?.revision;
    Ok(Job { upload, payload, mode, originals: own, base_revision })
}

/// What was read: the intake, the rows by sheet, and the columns of all sheets.
type Rows = (Intake, Vec<SheetRead<Read>>, Vec<SheetRead<()>>);

async fn read(task: &Task, job: &Job, limits: Limits) -> Result<Rows, Problem> {
    let reader = task.database.reader();
    let organisation_id = task.claimed.job.organisation_id;
    let mut files = Vec::with_capacity(job.originals.len());
    for original in &job.originals {
        let (_, bytes) =
            originals::read(reader, organisation_id, original.file_id).await.map_err(|error| problem(error.into()))?;
        files.push(DataFile { name: original.name.clone(), bytes });
    }
    let parties = party_ids(reader, organisation_id, job.upload.sender.as_deref()).await?;
    // Of a snapshot the suppliers table says which of the sender's parties there still are.
    let (unless_listed, always): (Vec<_>, Vec<_>) =
        parties.into_iter().partition(|(_, is_senders)| job.mode == Mode::Snapshot && *is_senders);
    let ids = |parties: Vec<(String, bool)>| parties.into_iter().map(|(id, _)| id).collect();
    let options = ReadOptions {
        limits,
        mapping: mapping_of(&job.upload).map_err(problem)?,
        corrections: corrections_of(&job.upload).map_err(problem)?,
        known: KnownParties { always: ids(always), unless_listed: ids(unless_listed) },
        ..ReadOptions::new(job.payload.as_of)
    };
    task.report.begin("check", 0.2);
    let rules = rulesets::loaded_in_use(reader, organisation_id).await.map_err(not_loaded)?;
    let (intake, sheets) =
        compute(move || Ok(assess::check_keeping(&files, &rules, &options, &Silent, &Read::new))).await?;
    let count: usize = sheets.iter().map(|sheet| sheet.rows.len()).sum();
    let most_rows = limits.rows;
    if count > most_rows {
        let detail = format!("the files hold {count} rows; at most {most_rows} are taken at once");
        return Err(Problem::Refused(json!({"code": "too_large", "detail": detail})));
    }
    let strange: BTreeSet<&str> = sheets
        .iter()
        .filter_map(|sheet| sheet.table.map(TableKind::as_str))
        .filter(|table| !job.payload.tables.iter().any(|own| own == table))
        .collect();
    if !strange.is_empty() {
        let strange = strange.into_iter().collect::<Vec<_>>().join(", ");
        let detail = format!("the role of the sender may not write these tables: {strange}; leave them out");
        return Err(Problem::Refused(json!({"code": "forbidden", "detail": detail})));
    }
    let columns = sheets.iter().map(bare).collect();
    Ok((intake, sheets, columns))
}

fn bare(sheet: &SheetRead<Read>) -> SheetRead<()> {
    let SheetRead { file, sheet: name, table, columns, .. } = sheet;
    SheetRead { file: file.clone(), sheet: name.clone(), table: *table, columns: columns.clone(), rows: Vec::new() }
}

/// A row's place: file, sheet, number.
type Spot = (Arc<str>, Option<Arc<str>>, u32);

/// The sheets that are tables and their rows, good and broken ones told apart.
fn candidates(intake: &Intake, sheets: Vec<SheetRead<Read>>) -> Result<(Vec<SheetOfRows>, Vec<Candidate>), Problem> {
    let at = |rules: &dyn Fn(&InputFinding) -> bool| -> HashMap<(String, Option<String>), HashSet<u32>> {
        let mut rows: HashMap<(String, Option<String>), HashSet<u32>> = HashMap::new();
        for finding in intake.findings.iter().filter(|finding| rules(finding)) {
            if let Some(row) = finding.row {
                rows.entry((finding.file.clone(), finding.sheet.clone())).or_default().insert(row);
            }
        }
        rows
    };
    let broken = at(&|finding| finding.severity == Severity::Error);
    // A row that says what another one says is no row of its own, however it was spelled.
    let repeated = at(&|finding| matches!(finding.rule, Rule::RepeatedRow | Rule::RepeatedLink));
    let mut made: Option<HashMap<Spot, String>> = None;
    let (mut tables, mut rows) = (Vec::new(), Vec::with_capacity(sheets.iter().map(|sheet| sheet.rows.len()).sum()));
    for sheet in sheets {
        let Some(table) = sheet.table else { continue };
        let place = (sheet.file.to_string(), sheet.sheet.as_deref().map(str::to_owned));
        let (broken, repeated) = (broken.get(&place), repeated.get(&place));
        for KeptRow { row, mut kept } in sheet.rows {
            let is_in = |rows: Option<&HashSet<u32>>| rows.is_some_and(|rows| rows.contains(&row));
            let outcome = if is_in(broken) {
                Outcome::Broken
            } else if is_in(repeated) {
                Outcome::Duplicate
            } else {
                Outcome::New
            };
            if table == TableKind::Suppliers && kept.id.is_none() && outcome != Outcome::Broken {
                let made = made.get_or_insert_with(|| made_ids(intake));
                let id = made.get(&(sheet.file.clone(), sheet.sheet.clone(), row)).cloned();
                let id = id.ok_or_else(|| Problem::Defect("a supplier without an id was used".to_owned()))?;
                kept = with_id(&kept, id)?;
            }
            rows.push(Candidate { sheet: tables.len(), row, read: kept, key: String::new(), outcome });
        }
        let given = sheet.columns.iter().filter_map(|column| column.field).collect();
        tables.push(SheetOfRows { file: sheet.file, sheet: sheet.sheet, table, given });
    }
    Ok((tables, rows))
}

/// The ids that the reading made for suppliers without one, by their place.
fn made_ids(intake: &Intake) -> HashMap<Spot, String> {
    let mut made = HashMap::new();
    for (id, places) in &intake.provenance.parties {
        for Place { file, sheet, row, .. } in places.iter().filter(|place| place.column.is_none()) {
            made.insert((file.clone(), sheet.clone(), *row), id.as_str().to_owned());
        }
    }
    made
}

fn with_id(read: &Read, id: String) -> Result<Read, Problem> {
    let mut fields = read.values().ok_or_else(|| Problem::Defect("a row is no object".to_owned()))?;
    fields.insert("supplier_id".to_owned(), id.into());
    Ok(Read::new(TableKind::Suppliers, fields))
}

/// Compares the rows of a table with what is known; gives what is absent.
async fn compared(
    task: &Task,
    job: &Job,
    table: TableKind,
    sheets: &[SheetOfRows],
    rows: &mut [&mut Candidate],
) -> Result<Vec<Staged>, Problem> {
    let reader = task.database.reader();
    let organisation_id = task.claimed.job.organisation_id;
    let records: Vec<Known> = of_table!(table, known(reader, organisation_id, job.upload.sender.as_deref()))?;
    let absence = match job.mode {
        Mode::Merge => Absence::Ignored,
        Mode::Snapshot => Absence::EndsBefore(job.payload.as_of),
    };
    let absent = match table {
        TableKind::Suppliers => by_id(rows, &records, absence),
        TableKind::Links | TableKind::Answers | TableKind::Watchlist | TableKind::Merges | TableKind::Rates => {
            by_identity(rows, &records, absence)
        }
        TableKind::Recruitment => {
            let keys: Vec<&str> = records.iter().map(|known| known.key.as_str()).collect();
            let present = of_table!(table, fields_of(reader, organisation_id, &keys))?;
            let present =
                present.into_iter().filter_map(|(key, fields)| Some((key, serde_json::from_str(&fields).ok()?)));
            let present: HashMap<String, Fields> = present.collect();
            let given = |sheet: usize| sheets.get(sheet).map_or(&[][..], |sheet| sheet.given.as_slice());
            by_cohort(rows, &records, &present, given, absence)
        }
    };
    if table != TableKind::Recruitment {
        complete(task, table, sheets, &records, rows).await?;
    }
    let keys: Vec<&str> = absent.iter().map(String::as_str).collect();
    let mut fields = of_table!(table, fields_of(reader, organisation_id, &keys))?;
    let gone = absent.into_iter().map(|key| {
        let fields = fields.remove(&key).unwrap_or_default();
        Staged { table: table.as_str(), key, outcome: Outcome::Absent, fields, place: None }
    });
    Ok(gone.collect())
}

/// What a file has no column for it says nothing about: there a changed row keeps what is known.
async fn complete(
    task: &Task,
    table: TableKind,
    sheets: &[SheetOfRows],
    records: &[Known],
    rows: &mut [&mut Candidate],
) -> Result<(), Problem> {
    let is_partial = |row: &Candidate| {
        let given = sheets.get(row.sheet).map_or(&[][..], |sheet| sheet.given.as_slice());
        table.columns().any(|column| !given.contains(&column.name))
    };
    let partial = |row: &Candidate| row.outcome == Outcome::Changed && is_partial(row);
    let keys: Vec<String> = rows.iter().filter(|row| partial(row)).map(|row| row.key.clone()).collect();
    if keys.is_empty() {
        return Ok(());
    }
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let (reader, organisation_id) = (task.database.reader(), task.claimed.job.organisation_id);
    let present = of_table!(table, fields_of(reader, organisation_id, &keys))?;
    let records: HashMap<&str, &Known> = records.iter().map(|known| (known.key.as_str(), known)).collect();
    for row in rows.iter_mut().filter(|row| partial(row)) {
        let given = sheets.get(row.sheet).map_or(&[][..], |sheet| sheet.given.as_slice());
        let known: Option<Fields> = present.get(&row.key).and_then(|fields| serde_json::from_str(fields).ok());
        let (Some(mut fields), Some(known)) = (row.read.values(), known) else { continue };
        for (name, value) in known.into_iter().filter(|(name, _)| !given.contains(&name.as_str())) {
            fields.entry(name).or_insert(value);
        }
        row.read = Read::new(table, fields);
        let is_same = |known: &&Known| known.sha256 == row.read.sha256 && known.valid == row.read.valid;
        if records.get(row.key.as_str()).is_some_and(is_same) {
            row.outcome = Outcome::Unchanged;
        }
    }
    Ok(())
}

fn staged(sheets: &[SheetOfRows], row: Candidate) -> Option<Staged> {
    let sheet = sheets.get(row.sheet)?;
    let place = (sheet.file.to_string(), sheet.sheet.as_deref().map(str::to_owned), row.row);
    Some(Staged {
        table: sheet.table.as_str(),
        key: row.key,
        outcome: row.outcome,
        fields: row.read.fields,
        place: Some(place),
    })
}

/// Rows by table and outcome; every outcome of a table that is there.
fn counts(sheets: &[SheetOfRows], rows: &[Candidate], gone: &[Staged]) -> Value {
    let mut counts: BTreeMap<&str, BTreeMap<&str, u64>> = BTreeMap::new();
    for sheet in sheets {
        counts.insert(sheet.table.as_str(), Outcome::ALL.map(|outcome| (outcome.as_str(), 0)).into());
    }
    let of_rows = rows.iter().filter_map(|row| Some((sheets.get(row.sheet)?.table.as_str(), row.outcome)));
    for (table, outcome) in of_rows.chain(gone.iter().map(|row| (row.table, row.outcome))) {
        *counts.entry(table).or_default().entry(outcome.as_str()).or_default() += 1;
    }
    json!(counts)
}

/// The sheets of every file, and the files that hold none.
fn sheets_of(id: Uuid, job: &Job, sheets: &[SheetRead<()>]) -> Vec<upload_files::ActiveModel> {
    let mut rows = Vec::new();
    for original in &job.originals {
        let mut add = |sheet: Option<&SheetRead<()>>| {
            let column = |column: &karvon_intake::ColumnRead| json!({"header": column.header, "field": column.field});
            rows.push(upload_files::ActiveModel {
                upload_id: Set(id),
                position: Set(i64::try_from(rows.len()).unwrap_or(i64::MAX)),
                name: Set(original.name.clone()),
                sheet: Set(sheet.and_then(|sheet| sheet.sheet.as_deref().map(str::to_owned))),
                sha256: Set(original.sha256.clone()),
                table_name: Set(sheet.and_then(|sheet| sheet.table).map(|table| table.as_str().to_owned())),
                columns: Set(sheet.map_or_else(|| json!([]), |sheet| sheet.columns.iter().map(column).collect())),
                file_id: Set(original.file_id),
            });
        };
        let mut own = sheets.iter().filter(|sheet| *sheet.file == *original.name).peekable();
        if own.peek().is_none() {
            add(None);
        }
        own.for_each(|sheet| add(Some(sheet)));
    }
    rows
}

fn findings_of(id: Uuid, findings: Vec<InputFinding>) -> Vec<upload_findings::ActiveModel> {
    let one = |(position, finding): (i64, InputFinding)| upload_findings::ActiveModel {
        upload_id: Set(id),
        position: Set(position),
        file: Set(finding.file),
        sheet: Set(finding.sheet),
        row_number: Set(finding.row.map(i64::from)),
        column_name: Set(finding.column),
        value: Set(finding.value),
        rule: Set(finding.rule.as_str().to_owned()),
        severity: Set(finding.severity.as_str().to_owned()),
        message: Set(finding.message),
        fix: Set(finding.fix),
    };
    (0..).zip(findings).map(one).collect()
}

/// What stands in the way, as the job tells it.
fn problem(error: UploadError) -> Problem {
    match error {
        UploadError::Database(error) | UploadError::File(FileError::Database(error)) => Problem::Database(error),
        UploadError::Stored(what) => Problem::Defect(what),
        UploadError::File(error @ FileError::Damaged(_)) => Problem::Defect(error.to_string()),
        other @ (UploadError::NotFound
        | UploadError::File(_)
        | UploadError::State(_)
        | UploadError::LegalHold
        | UploadError::Busy
        | UploadError::Broken { .. }
        | UploadError::DataChanged(_)
        | UploadError::LaterChanges(_)
        | UploadError::Queue(_)) => Problem::Refused(json!({"code": "state_conflict", "detail": other.to_string()})),
    }
}
