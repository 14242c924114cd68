//! A worker: takes jobs one after the other, keeps their leases, and lets go when the service ends.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use sea_orm::DbErr;
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::time::{MissedTickBehavior, interval, sleep};
use uuid::Uuid;

use super::{Claimed, Kind, claim, fail, give_back, renew};
use crate::db::entities::jobs;
use crate::db::tenant::within;
use crate::db::{Database, new_id};

/// How long a worker rests when nothing waits.
const REST: Duration = Duration::from_millis(300);
/// How often it says how far it is, which also keeps its lease.
const BEAT: Duration = Duration::from_secs(1);

/// A result that comes later.
pub type Later<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Why a job did not come to its result.
#[derive(Debug)]
pub enum Problem {
    /// It was told to stop: called off, taken over, or the service ends.
    Stopped,
    /// It cannot be done; the value is told to whoever asked.
    Refused(Value),
    /// The database failed; the job is started again.
    Database(DbErr),
    /// A defect of the program. The text is for the log.
    Defect(String),
}

impl From<DbErr> for Problem {
    fn from(error: DbErr) -> Self {
        Self::Database(error)
    }
}

/// How a job ended for this worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Its result is stored.
    Done,
    /// It cannot be done, and that is stored.
    Failed,
    /// It is for another worker, or for nobody.
    LetGo,
}

/// Where work says how far it is and hears that it should stop. Shared with threads that compute.
#[derive(Clone, Debug, Default)]
pub struct Report {
    inner: Arc<Told>,
}

#[derive(Debug, Default)]
struct Told {
    stage: Mutex<Option<&'static str>>,
    /// Bits of a number from 0 to 1.
    progress: AtomicU64,
    stopped: AtomicBool,
}

impl Report {
    /// A stage begins, with so much of the whole behind it (0 to 1).
    pub fn begin(&self, stage: &'static str, progress: f64) {
        *self.inner.stage.lock().unwrap_or_else(PoisonError::into_inner) = Some(stage);
        self.inner.progress.store(progress.to_bits(), Ordering::Relaxed);
    }

    /// Whether work should stop at its next rest.
    pub fn is_stopped(&self) -> bool {
        self.inner.stopped.load(Ordering::Relaxed)
    }

    fn stop(&self) {
        self.inner.stopped.store(true, Ordering::Relaxed);
    }

    fn now(&self) -> (Option<&'static str>, f64) {
        let stage = *self.inner.stage.lock().unwrap_or_else(PoisonError::into_inner);
        (stage, f64::from_bits(self.inner.progress.load(Ordering::Relaxed)))
    }
}

/// A job with what it is done with.
#[derive(Clone, Debug)]
pub struct Task {
    /// The job and its lease; [`super::end_with`] takes it.
    pub claimed: Claimed,
    /// The database.
    pub database: Arc<Database>,
    /// Where to say how far it is.
    pub report: Report,
}

/// What does one kind of job.
pub trait Work: Send + Sync {
    /// Does the job and stores its result in one transaction with [`super::end_with`].
    fn run(&self, task: Task) -> Later<'_, Result<(), Problem>>;
}

/// Works until the service ends.
pub async fn work(
    database: Arc<Database>,
    works: Arc<BTreeMap<Kind, Box<dyn Work>>>,
    mut ending: watch::Receiver<bool>,
) {
    let owner = new_id();
    while !*ending.borrow() {
        match claim(&database, owner).await {
            Ok(Some(claimed)) => {
                let (id, kind) = (claimed.job.id, claimed.job.kind.clone());
                let whose = claimed.job.organisation_id;
                let outcome = within(whose, one(&database, &works, claimed, &mut ending)).await;
                tracing::info!(job = %id, kind, ?outcome, "job");
            }
            Ok(None) => rest(&mut ending).await,
            Err(error) => {
                tracing::error!(%error, "the queue cannot be read");
                rest(&mut ending).await;
            }
        }
    }
}

/// Does everything that waits, one job after the other, and ends.
///
/// # Errors
/// The queue cannot be read.
pub async fn work_off(database: &Arc<Database>, works: &BTreeMap<Kind, Box<dyn Work>>) -> Result<(), DbErr> {
    let (_never, mut ending) = watch::channel(false);
    let owner = new_id();
    while let Some(claimed) = claim(database, owner).await? {
        within(claimed.job.organisation_id, one(database, works, claimed, &mut ending)).await;
    }
    Ok(())
}

async fn rest(ending: &mut watch::Receiver<bool>) {
    tokio::select! {
        () = sleep(REST) => {}
        () = ended(ending) => {}
    }
}

/// Until the service ends.
async fn ended(ending: &mut watch::Receiver<bool>) {
    drop(ending.wait_for(|ending| *ending).await);
}

/// Does one job, with its lease kept meanwhile.
async fn one(
    database: &Arc<Database>,
    works: &BTreeMap<Kind, Box<dyn Work>>,
    claimed: Claimed,
    ending: &mut watch::Receiver<bool>,
) -> Outcome {
    let Some(work) = claimed.job.kind.parse().ok().and_then(|kind: Kind| works.get(&kind)) else {
        let problem = json!({"code": "internal", "detail": "this version of the program does not know such a job"});
        return settle(database, &claimed, problem).await;
    };
    let report = Report::default();
    let task = Task { claimed: claimed.clone(), database: database.clone(), report: report.clone() };
    // Both go on side by side: the work may hold the one connection that writes, which the lease waits for.
    let result = tokio::select! {
        result = work.run(task) => result,
        never = keep(database, &claimed, &report, ending) => match never {},
    };
    match result {
        Ok(()) => Outcome::Done,
        Err(Problem::Stopped) => {
            if let Err(error) = give_back(database, &claimed).await {
                tracing::warn!(%error, "a job was not given back; its lease will run out");
            }
            Outcome::LetGo
        }
        Err(Problem::Refused(problem)) => settle(database, &claimed, problem).await,
        Err(Problem::Database(error)) => {
            tracing::warn!(%error, "a job met a failing database; its lease will run out");
            Outcome::LetGo
        }
        Err(Problem::Defect(what)) => {
            tracing::error!(what, job = %claimed.job.id, "a job met a defect");
            let problem = json!({"code": "internal", "detail": "a defect of the program; the log says more"});
            settle(database, &claimed, problem).await
        }
    }
}

/// Keeps the lease of a job, and tells its work to stop when it is lost, called off, or the service ends.
async fn keep(
    database: &Database,
    claimed: &Claimed,
    report: &Report,
    ending: &mut watch::Receiver<bool>,
) -> Infallible {
    let mut beat = interval(BEAT);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = beat.tick() => {}
            () = ended(ending), if !report.is_stopped() => report.stop(),
        }
        let (stage, progress) = report.now();
        match renew(database, claimed, stage, progress).await {
            Ok(true) => {}
            Ok(false) => report.stop(),
            // The lease outlives a database that is away for a moment.
            Err(error) => tracing::warn!(%error, "a lease was not renewed"),
        }
    }
}

/// Stores that a job cannot be done.
async fn settle(database: &Database, claimed: &Claimed, problem: Value) -> Outcome {
    let stored = async {
        let transaction = database.begin().await?;
        if !fail(&transaction, claimed, problem).await? {
            transaction.rollback().await?;
            return Ok(false);
        }
        transaction.commit().await?;
        Ok::<bool, DbErr>(true)
    };
    match stored.await {
        Ok(true) => Outcome::Failed,
        Ok(false) => Outcome::LetGo,
        Err(error) => {
            tracing::warn!(%error, "the failure of a job was not stored; its lease will run out");
            Outcome::LetGo
        }
    }
}

/// Runs what computes for long on a thread of its own. A panic there is a defect of this job and of nothing else.
///
/// # Errors
/// What the work itself says, or [`Problem::Defect`].
pub async fn compute<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(error) => Err(Problem::Defect(error.to_string())),
    }
}

/// The id that a job's result carries.
pub fn object_of(job: &jobs::Model) -> Result<Uuid, Problem> {
    job.object_id.ok_or_else(|| Problem::Defect(format!("job {} is about nothing", job.id)))
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;

    use super::*;
    use crate::db::OrganisationId;
    use crate::db::test_support::{TestDatabase, each, organisation};
    use crate::jobs::{NewJob, end_with, enqueue, find};

    /// Counts how often it ran and does what the payload says.
    #[derive(Default)]
    struct Scripted {
        runs: AtomicUsize,
    }

    impl Work for Arc<Scripted> {
        fn run(&self, task: Task) -> Later<'_, Result<(), Problem>> {
            Box::pin(async move {
                self.runs.fetch_add(1, Ordering::Relaxed);
                match task.claimed.job.payload.as_str() {
                    Some("refuse") => Err(Problem::Refused(json!({"code": "invalid", "detail": "no parties"}))),
                    Some("panic") => compute(|| -> Result<(), Problem> { panic!("on purpose") }).await,
                    Some("wait") => {
                        while !task.report.is_stopped() {
                            sleep(Duration::from_millis(5)).await;
                        }
                        Err(Problem::Stopped)
                    }
                    _ => {
                        let transaction = task.database.begin().await?;
                        assert!(end_with(&transaction, &task.claimed).await?);
                        Ok(transaction.commit().await?)
                    }
                }
            })
        }
    }

    async fn put(database: &Database, payload: &str) -> (OrganisationId, Uuid) {
        let organisation_id = organisation(database).await;
        let job = NewJob {
            organisation_id,
            kind: Kind::Assessment,
            object_id: Some(new_id()),
            payload: json!(payload),
            created_by: None,
        };
        (organisation_id, enqueue(database.writer(), job).await.unwrap())
    }

    /// Lets a worker go until the job has ended or half a second has passed.
    async fn run_for(database: &Arc<Database>, work_of: &Arc<Scripted>, job: (OrganisationId, Uuid)) -> jobs::Model {
        let works: BTreeMap<Kind, Box<dyn Work>> = BTreeMap::from([(Kind::Assessment, Box::new(work_of.clone()) as _)]);
        let (end, ending) = watch::channel(false);
        let worker = tokio::spawn(work(database.clone(), Arc::new(works), ending));
        for _ in 0..100 {
            sleep(Duration::from_millis(5)).await;
            let row = find(database.reader(), job.0, job.1).await.unwrap();
            if row.finished_at.is_some() {
                break;
            }
        }
        end.send_replace(true);
        worker.await.unwrap();
        find(database.reader(), job.0, job.1).await.unwrap()
    }

    #[tokio::test]
    async fn a_job_is_done_once() {
        for TestDatabase { database, .. } in each().await {
            let (database, scripted) = (Arc::new(database), Arc::new(Scripted::default()));
            let job = put(&database, "do").await;
            assert_eq!(run_for(&database, &scripted, job).await.state, "done");
            assert_eq!(scripted.runs.load(Ordering::Relaxed), 1);
        }
    }

    #[tokio::test]
    async fn a_job_that_is_refused_says_why() {
        for TestDatabase { database, .. } in each().await {
            let (database, scripted) = (Arc::new(database), Arc::new(Scripted::default()));
            let job = put(&database, "refuse").await;
            let row = run_for(&database, &scripted, job).await;
            assert_eq!(
                (row.state.as_str(), row.problem.unwrap()["detail"].as_str().unwrap()),
                ("failed", "no parties")
            );
        }
    }

    #[tokio::test]
    async fn a_panic_fails_its_job_and_the_worker_goes_on() {
        for TestDatabase { database, .. } in each().await {
            let (database, scripted) = (Arc::new(database), Arc::new(Scripted::default()));
            let broken = put(&database, "panic").await;
            let job = put(&database, "do").await;
            assert_eq!(run_for(&database, &scripted, job).await.state, "done");
            assert_eq!(find(database.reader(), broken.0, broken.1).await.unwrap().state, "failed");
        }
    }

    #[tokio::test]
    async fn a_job_waits_again_when_the_service_ends() {
        for TestDatabase { database, .. } in each().await {
            let (database, scripted) = (Arc::new(database), Arc::new(Scripted::default()));
            let job = put(&database, "wait").await;
            let row = run_for(&database, &scripted, job).await;
            assert_eq!((row.state.as_str(), row.attempts), ("queued", 0));
        }
    }
}
