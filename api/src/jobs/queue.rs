//! The table of jobs: putting in, taking out, and every change of state in between.
//!
//! Each change is one conditional statement, so that of two processes that want the same job one gets it. Nothing here depends
//! on row locks, which the two databases do not share.

use chrono::TimeDelta;
use sea_orm::sea_query::{Condition, Expr, ExprTrait};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, Set,
    UpdateMany,
};
use serde_json::Value;
use thiserror::Error;
use uuid::Uuid;

use super::{Kind, State, object};
use crate::db::entities::jobs;
use crate::db::tenant::everywhere;
use crate::db::{Database, Moment, OrganisationId, new_id, now};

/// Jobs of one organisation that may wait; more are refused, so that one tenant cannot fill the queue of all.
pub const MOST_WAITING: u64 = 100;
/// How long a worker may be silent before its job is given to another.
const LEASE: TimeDelta = TimeDelta::seconds(30);
/// Starts after which a job is taken to end its worker, and is not started again.
const MOST_STARTS: i64 = 5;

/// A job to put in.
#[derive(Clone, Debug, PartialEq)]
pub struct NewJob {
    /// Whose it is.
    pub organisation_id: OrganisationId,
    /// What is to be done.
    pub kind: Kind,
    /// What it is done to: its result will carry this id, however often it is started.
    pub object_id: Option<Uuid>,
    /// How.
    pub payload: Value,
    /// Who asked for it.
    pub created_by: Option<Uuid>,
}

/// A job that is not taken.
#[derive(Debug, Error)]
pub enum QueueError {
    /// Too many wait already.
    #[error("more than {MOST_WAITING} jobs of this organisation wait already; try again when some are done")]
    Full,
    /// There is no such job that the organisation may see.
    #[error("there is no such job")]
    NotFound,
    /// Its state does not allow it.
    #[error("the job is {0} already")]
    State(String),
    /// The database fails.
    #[error("the database failed")]
    Database(#[from] DbErr),
}

/// A job that this worker has until its lease runs out.
#[derive(Clone, Debug, PartialEq)]
pub struct Claimed {
    /// The job.
    pub job: jobs::Model,
    /// The worker.
    pub owner: Uuid,
}

/// Puts a job in and gives its id. In the transaction of what it is about, so that neither stands without the other.
///
/// # Errors
/// [`QueueError::Full`], or the database fails.
pub async fn enqueue<C: ConnectionTrait>(connection: &C, job: NewJob) -> Result<Uuid, QueueError> {
    let waiting = jobs::Entity::find()
        .filter(jobs::Column::OrganisationId.eq(job.organisation_id))
        .filter(jobs::Column::State.eq(State::Queued.as_str()))
        .count(connection)
        .await?;
    if waiting >= MOST_WAITING {
        return Err(QueueError::Full);
    }
    put(connection, job).await.map_err(QueueError::from)
}

/// Puts a job in unless one of its kind waits for the organisation already, and gives the one that waits then. There is no limit
/// to meet: of such a kind an organisation never has more than one that waits.
///
/// The one that waits is written to, so that a worker who wants it meanwhile waits for this transaction, and then reads what
/// the transaction wrote.
///
/// # Errors
/// The database fails.
pub async fn enqueue_once<C: ConnectionTrait>(connection: &C, job: NewJob) -> Result<jobs::Model, DbErr> {
    let waits = || {
        Condition::all()
            .add(jobs::Column::OrganisationId.eq(job.organisation_id))
            .add(jobs::Column::Kind.eq(job.kind.as_str()))
            .add(jobs::Column::State.eq(State::Queued.as_str()))
            .add(jobs::Column::CancelRequested.eq(false))
    };
    let touched = jobs::Entity::update_many()
        .col_expr(jobs::Column::Payload, Expr::value(job.payload.clone()))
        .filter(waits())
        .exec(connection)
        .await?;
    if touched.rows_affected > 0
        && let Some(waiting) =
            jobs::Entity::find().filter(waits()).order_by_asc(jobs::Column::CreatedAt).one(connection).await?
    {
        return Ok(waiting);
    }
    let id = put(connection, job).await?;
    let added = jobs::Entity::find_by_id(id).one(connection).await?;
    added.ok_or_else(|| DbErr::RecordNotFound("job".to_owned()))
}

async fn put<C: ConnectionTrait>(connection: &C, job: NewJob) -> Result<Uuid, DbErr> {
    let id = new_id();
    let row = jobs::ActiveModel {
        id: Set(id),
        organisation_id: Set(job.organisation_id),
        kind: Set(job.kind.as_str().to_owned()),
        object_id: Set(job.object_id),
        payload: Set(job.payload),
        state: Set(State::Queued.as_str().to_owned()),
        stage: Set(None),
        progress: Set(0.0),
        problem: Set(None),
        lease_owner: Set(None),
        lease_until: Set(None),
        attempts: Set(0),
        cancel_requested: Set(false),
        created_by: Set(job.created_by),
        created_at: Set(now()),
        finished_at: Set(None),
    };
    row.insert(connection).await?;
    Ok(id)
}

/// A job of an organisation.
///
/// # Errors
/// [`QueueError::NotFound`], or the database fails.
pub async fn find<C: ConnectionTrait>(
    connection: &C,
    organisation_id: OrganisationId,
    id: Uuid,
) -> Result<jobs::Model, QueueError> {
    jobs::Entity::find_by_id(id)
        .filter(jobs::Column::OrganisationId.eq(organisation_id))
        .one(connection)
        .await?
        .ok_or(QueueError::NotFound)
}

/// The jobs of a kind that have not ended, all of an organisation or those about one object.
///
/// # Errors
/// The database fails.
pub async fn open_about<C: ConnectionTrait>(
    connection: &C,
    organisation_id: OrganisationId,
    kind: Kind,
    object_id: Option<Uuid>,
) -> Result<Vec<jobs::Model>, DbErr> {
    let mut open = jobs::Entity::find()
        .filter(jobs::Column::OrganisationId.eq(organisation_id))
        .filter(jobs::Column::Kind.eq(kind.as_str()))
        .filter(jobs::Column::State.is_in([State::Queued.as_str(), State::Running.as_str()]));
    if let Some(id) = object_id {
        open = open.filter(jobs::Column::ObjectId.eq(id));
    }
    open.all(connection).await
}

/// Takes the job that waits longest, or one whose worker has gone silent; `None` where nothing is to be done. One that was called
/// off or started too often is ended instead, and its object told.
///
/// # Errors
/// The database fails.
pub async fn claim(database: &Database, owner: Uuid) -> Result<Option<Claimed>, DbErr> {
    everywhere(next_free(database, owner)).await
}

async fn next_free(database: &Database, owner: Uuid) -> Result<Option<Claimed>, DbErr> {
    loop {
        let at = now();
        let Some(job) = jobs::Entity::find()
            .filter(free(at))
            .order_by_asc(jobs::Column::CreatedAt)
            .order_by_asc(jobs::Column::Id)
            .one(database.reader())
            .await?
        else {
            return Ok(None);
        };
        let taken = if job.cancel_requested {
            ended(State::Cancelled, at).filter(jobs::Column::Id.eq(job.id)).filter(free(at))
        } else if job.attempts >= MOST_STARTS {
            ended(State::Failed, at)
                .col_expr(jobs::Column::Problem, Expr::value(gave_up()))
                .filter(jobs::Column::Id.eq(job.id))
                .filter(free(at))
        } else {
            jobs::Entity::update_many()
                .col_expr(jobs::Column::State, Expr::value(State::Running.as_str()))
                .col_expr(jobs::Column::LeaseOwner, Expr::value(owner))
                .col_expr(jobs::Column::LeaseUntil, Expr::value(at + LEASE))
                .col_expr(jobs::Column::Attempts, Expr::col(jobs::Column::Attempts).add(1_i64))
                .filter(jobs::Column::Id.eq(job.id))
                .filter(free(at))
        };
        let over =
            if job.cancel_requested { Some(object::called_off()) } else { (job.attempts >= MOST_STARTS).then(gave_up) };
        let transaction = database.begin().await?;
        // No row: another worker was first, and the next look finds another job.
        let was_taken = taken.exec(&transaction).await?.rows_affected == 1;
        if let Some(problem) = over.as_ref().filter(|_| was_taken) {
            object::failed(&transaction, &job, problem).await?;
        }
        transaction.commit().await?;
        if was_taken && over.is_none() {
            let attempts = job.attempts + 1;
            let job =
                jobs::Model { attempts, lease_owner: Some(owner), state: State::Running.as_str().to_owned(), ..job };
            return Ok(Some(Claimed { job, owner }));
        }
    }
}

/// Says how far a job is and keeps the lease. `false`: it was called off or is no longer this worker's, so it should stop.
///
/// # Errors
/// The database fails.
pub async fn renew(database: &Database, claimed: &Claimed, stage: Option<&str>, progress: f64) -> Result<bool, DbErr> {
    let kept = mine(jobs::Entity::update_many(), claimed)
        .col_expr(jobs::Column::LeaseUntil, Expr::value(now() + LEASE))
        .col_expr(jobs::Column::Stage, Expr::value(stage.map(str::to_owned)))
        .col_expr(jobs::Column::Progress, Expr::value(progress))
        .filter(jobs::Column::CancelRequested.eq(false))
        .exec(database.writer())
        .await?;
    Ok(kept.rows_affected == 1)
}

/// Keeps a job inside a transaction, so that nobody else takes it before that ends. `false`: it was called off or is no longer this
/// worker's; roll back.
///
/// # Errors
/// The database fails.
pub async fn hold<C: ConnectionTrait>(connection: &C, claimed: &Claimed) -> Result<bool, DbErr> {
    let kept = mine(jobs::Entity::update_many(), claimed)
        .col_expr(jobs::Column::LeaseUntil, Expr::value(now() + LEASE))
        .filter(jobs::Column::CancelRequested.eq(false))
        .exec(connection)
        .await?;
    Ok(kept.rows_affected == 1)
}

/// Ends a job well, inside the transaction that stores its result. `false`: it was called off or is no longer this worker's; roll
/// back. To be called before the object of the job is changed: whoever calls a job off takes the two in the same order.
///
/// # Errors
/// The database fails.
pub async fn end_with<C: ConnectionTrait>(connection: &C, claimed: &Claimed) -> Result<bool, DbErr> {
    let change = ended(State::Done, now()).col_expr(jobs::Column::Progress, Expr::value(1.0));
    let change = change.filter(jobs::Column::CancelRequested.eq(false));
    Ok(mine(change, claimed).exec(connection).await?.rows_affected == 1)
}

/// Ends a job that cannot be done, and tells its object why. `false`: it is no longer this worker's; roll back.
///
/// # Errors
/// The database fails.
pub async fn fail<C: ConnectionTrait>(connection: &C, claimed: &Claimed, problem: Value) -> Result<bool, DbErr> {
    let change = ended(State::Failed, now()).col_expr(jobs::Column::Problem, Expr::value(problem.clone()));
    let is_ended = mine(change, claimed).exec(connection).await?.rows_affected == 1;
    if is_ended {
        object::failed(connection, &claimed.job, &problem).await?;
    }
    Ok(is_ended)
}

/// Puts a job back for another worker, as when the service is told to end; where it was called off it is ended, and its object
/// told.
///
/// # Errors
/// The database fails.
pub async fn give_back(database: &Database, claimed: &Claimed) -> Result<(), DbErr> {
    let transaction = database.begin().await?;
    let called_off = mine(ended(State::Cancelled, now()), claimed).filter(jobs::Column::CancelRequested.eq(true));
    if called_off.exec(&transaction).await?.rows_affected == 1 {
        object::failed(&transaction, &claimed.job, &object::called_off()).await?;
    } else {
        // The start does not count: it was the service that ended, not the job that ended it.
        mine(jobs::Entity::update_many(), claimed)
            .col_expr(jobs::Column::State, Expr::value(State::Queued.as_str()))
            .col_expr(jobs::Column::LeaseOwner, Expr::value(None::<Uuid>))
            .col_expr(jobs::Column::LeaseUntil, Expr::value(None::<Moment>))
            .col_expr(jobs::Column::Attempts, Expr::col(jobs::Column::Attempts).sub(1_i64))
            .exec(&transaction)
            .await?;
    }
    transaction.commit().await
}

/// Calls a job off, and tells its object: at once where it waits, at its next renewal where a worker has it. In a transaction.
///
/// # Errors
/// [`QueueError::NotFound`]; [`QueueError::State`] when it has ended; the database fails.
pub async fn cancel<C: ConnectionTrait>(
    connection: &C,
    organisation_id: OrganisationId,
    id: Uuid,
) -> Result<(), QueueError> {
    let job = find(connection, organisation_id, id).await?;
    if call_off(connection, &job).await? {
        object::failed(connection, &job, &object::called_off()).await?;
    }
    Ok(())
}

/// Calls the open jobs of a kind off, all of an organisation or those about one object. The objects are not told: whoever calls takes
/// care of them. In a transaction.
///
/// # Errors
/// The database fails.
pub async fn call_off_all<C: ConnectionTrait>(
    connection: &C,
    organisation_id: OrganisationId,
    kind: Kind,
    object_id: Option<Uuid>,
) -> Result<(), DbErr> {
    for job in open_about(connection, organisation_id, kind, object_id).await? {
        match call_off(connection, &job).await {
            // It may have ended between the two looks.
            Ok(_) | Err(QueueError::State(_)) => {}
            Err(QueueError::Database(error)) => return Err(error),
            Err(other @ (QueueError::Full | QueueError::NotFound)) => return Err(DbErr::Custom(other.to_string())),
        }
    }
    Ok(())
}

/// Calls a job off. `true`: it waited and has ended; `false`: its worker will hear of it and store nothing.
///
/// # Errors
/// [`QueueError::State`] when it has ended; the database fails.
async fn call_off<C: ConnectionTrait>(connection: &C, job: &jobs::Model) -> Result<bool, QueueError> {
    let waiting = ended(State::Cancelled, now())
        .filter(jobs::Column::Id.eq(job.id))
        .filter(jobs::Column::State.eq(State::Queued.as_str()));
    if waiting.exec(connection).await?.rows_affected == 1 {
        return Ok(true);
    }
    let asked = jobs::Entity::update_many()
        .col_expr(jobs::Column::CancelRequested, Expr::value(true))
        .filter(jobs::Column::Id.eq(job.id))
        .filter(jobs::Column::State.eq(State::Running.as_str()));
    if asked.exec(connection).await?.rows_affected == 1 { Ok(false) } else { Err(QueueError::State(job.state.clone())) }
}

/// Puts a job that failed or was called off in again; its object waits again. In a transaction.
///
/// # Errors
/// [`QueueError::NotFound`]; [`QueueError::State`] in any other state; the database fails.
pub async fn resume<C: ConnectionTrait>(
    connection: &C,
    organisation_id: OrganisationId,
    id: Uuid,
) -> Result<(), QueueError> {
    let job = find(connection, organisation_id, id).await?;
    let again = jobs::Entity::update_many()
        .col_expr(jobs::Column::State, Expr::value(State::Queued.as_str()))
        .col_expr(jobs::Column::Attempts, Expr::value(0_i64))
        .col_expr(jobs::Column::Progress, Expr::value(0.0))
        .col_expr(jobs::Column::CancelRequested, Expr::value(false))
        .col_expr(jobs::Column::FinishedAt, Expr::value(None::<Moment>))
        .col_expr(jobs::Column::Problem, Expr::value(None::<Value>))
        .filter(jobs::Column::Id.eq(id))
        .filter(jobs::Column::State.is_in([State::Failed.as_str(), State::Cancelled.as_str()]));
    if again.exec(connection).await?.rows_affected == 0 {
        return Err(QueueError::State(job.state));
    }
    Ok(object::waits(connection, &job).await?)
}

/// Jobs that a worker may take: those that wait, and those whose worker has gone silent.
fn free(at: Moment) -> Condition {
    let silent =
        Condition::all().add(jobs::Column::State.eq(State::Running.as_str())).add(jobs::Column::LeaseUntil.lt(at));
    Condition::any().add(jobs::Column::State.eq(State::Queued.as_str())).add(silent)
}

/// Only while this worker has the job.
fn mine(change: UpdateMany<jobs::Entity>, claimed: &Claimed) -> UpdateMany<jobs::Entity> {
    change
        .filter(jobs::Column::Id.eq(claimed.job.id))
        .filter(jobs::Column::State.eq(State::Running.as_str()))
        .filter(jobs::Column::LeaseOwner.eq(claimed.owner))
        .filter(jobs::Column::Attempts.eq(claimed.job.attempts))
}

fn ended(state: State, at: Moment) -> UpdateMany<jobs::Entity> {
    jobs::Entity::update_many()
        .col_expr(jobs::Column::State, Expr::value(state.as_str()))
        .col_expr(jobs::Column::LeaseOwner, Expr::value(None::<Uuid>))
        .col_expr(jobs::Column::LeaseUntil, Expr::value(None::<Moment>))
        .col_expr(jobs::Column::FinishedAt, Expr::value(at))
}

/// The problem of a job that ended its worker again and again.
fn gave_up() -> Value {
    serde_json::json!({"code": "internal", "detail": format!("started {MOST_STARTS} times and never ended")})
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::test_support::{TestDatabase, each, organisation};

    async fn waiting(database: &Database) -> (OrganisationId, Uuid) {
        let organisation_id = organisation(database).await;
        let job = NewJob {
            organisation_id,
            kind: Kind::Assessment,
            object_id: Some(new_id()),
            payload: serde_json::json!({"worlds": 64}),
            created_by: None,
        };
        (organisation_id, enqueue(database.writer(), job).await.unwrap())
    }

    async fn state(database: &Database, (organisation_id, id): (OrganisationId, Uuid)) -> String {
        find(database.reader(), organisation_id, id).await.unwrap().state
    }

    /// As if the worker had been killed long ago.
    async fn let_lease_run_out(database: &Database) {
        jobs::Entity::update_many()
            .col_expr(jobs::Column::LeaseUntil, Expr::value(now() - TimeDelta::seconds(1)))
            .exec(database.writer())
            .await
            .unwrap();
    }

    #[tokio::test]
    async fn of_work_that_is_done_at_once_for_all_one_job_waits_and_a_running_one_does_not_count() {
        for TestDatabase { database, .. } in each().await {
            let organisation_id = organisation(&database).await;
            let job = |revision: i64| NewJob {
                organisation_id,
                kind: Kind::Screening,
                object_id: Some(new_id()),
                payload: serde_json::json!({"revision": revision}),
                created_by: None,
            };
            let first = enqueue_once(database.writer(), job(1)).await.unwrap();
            let second = enqueue_once(database.writer(), job(2)).await.unwrap();
            assert_eq!((second.id, second.object_id), (first.id, first.object_id));
            assert_eq!(second.payload["revision"], 2);
            let other = NewJob { organisation_id: organisation(&database).await, ..job(1) };
            assert_ne!(enqueue_once(database.writer(), other).await.unwrap().id, first.id);
            assert_eq!(claim(&database, new_id()).await.unwrap().unwrap().job.id, first.id);
            assert_ne!(enqueue_once(database.writer(), job(3)).await.unwrap().id, first.id);
        }
    }

    #[tokio::test]
    async fn a_job_is_taken_once() {
        for TestDatabase { database, .. } in each().await {
            let job = waiting(&database).await;
            let (a, b) = tokio::join!(claim(&database, new_id()), claim(&database, new_id()));
            let taken = [a.unwrap(), b.unwrap()].into_iter().flatten().collect::<Vec<_>>();
            assert_eq!(taken.len(), 1);
            assert_eq!(taken[0].job.payload["worlds"], 64);
            assert_eq!(state(&database, job).await, "running");
        }
    }

    #[tokio::test]
    async fn the_job_of_a_silent_worker_is_taken_up_and_the_first_stores_nothing() {
        for TestDatabase { database, .. } in each().await {
            let job = waiting(&database).await;
            let first = claim(&database, new_id()).await.unwrap().unwrap();
            assert_eq!(claim(&database, new_id()).await.unwrap(), None);
            let_lease_run_out(&database).await;
            let second = claim(&database, new_id()).await.unwrap().unwrap();
            assert_eq!(second.job.object_id, first.job.object_id);
            assert!(!renew(&database, &first, None, 0.5).await.unwrap());
            assert!(!end_with(database.writer(), &first).await.unwrap());
            assert!(end_with(database.writer(), &second).await.unwrap());
            assert_eq!(state(&database, job).await, "done");
        }
    }

    #[tokio::test]
    async fn a_job_that_ends_every_worker_is_given_up() {
        for TestDatabase { database, .. } in each().await {
            let job = waiting(&database).await;
            for _ in 0..MOST_STARTS {
                assert!(claim(&database, new_id()).await.unwrap().is_some());
                let_lease_run_out(&database).await;
            }
            assert_eq!(claim(&database, new_id()).await.unwrap(), None);
            assert_eq!(state(&database, job).await, "failed");
        }
    }

    #[tokio::test]
    async fn a_waiting_job_is_cancelled_at_once_and_can_be_resumed() {
        for TestDatabase { database, .. } in each().await {
            let (organisation_id, id) = waiting(&database).await;
            cancel(database.writer(), organisation_id, id).await.unwrap();
            assert_eq!(state(&database, (organisation_id, id)).await, "cancelled");
            assert_eq!(claim(&database, new_id()).await.unwrap(), None);
            assert!(matches!(cancel(database.writer(), organisation_id, id).await, Err(QueueError::State(_))));
            resume(database.writer(), organisation_id, id).await.unwrap();
            assert!(claim(&database, new_id()).await.unwrap().is_some());
        }
    }

    #[tokio::test]
    async fn a_running_job_that_is_cancelled_hears_it_at_its_next_renewal() {
        for TestDatabase { database, .. } in each().await {
            let job = waiting(&database).await;
            let claimed = claim(&database, new_id()).await.unwrap().unwrap();
            assert!(renew(&database, &claimed, Some("assess"), 0.2).await.unwrap());
            cancel(database.writer(), job.0, job.1).await.unwrap();
            assert!(!renew(&database, &claimed, Some("assess"), 0.3).await.unwrap());
            give_back(&database, &claimed).await.unwrap();
            assert_eq!(state(&database, job).await, "cancelled");
        }
    }

    #[tokio::test]
    async fn a_job_that_is_given_back_waits_again_without_counting_the_start() {
        for TestDatabase { database, .. } in each().await {
            let job = waiting(&database).await;
            let claimed = claim(&database, new_id()).await.unwrap().unwrap();
            give_back(&database, &claimed).await.unwrap();
            let row = find(database.reader(), job.0, job.1).await.unwrap();
            assert_eq!((row.state.as_str(), row.attempts, row.lease_owner), ("queued", 0, None));
        }
    }

    #[tokio::test]
    async fn another_organisation_sees_no_job() {
        for TestDatabase { database, .. } in each().await {
            let (_, id) = waiting(&database).await;
            let other = organisation(&database).await;
            assert!(matches!(find(database.reader(), other, id).await, Err(QueueError::NotFound)));
            assert!(matches!(cancel(database.writer(), other, id).await, Err(QueueError::NotFound)));
        }
    }

    #[tokio::test]
    async fn a_full_queue_refuses_only_its_own_organisation() {
        for TestDatabase { database, .. } in each().await {
            let organisation_id = organisation(&database).await;
            let job = |organisation_id| NewJob {
                organisation_id,
                kind: Kind::Report,
                object_id: None,
                payload: Value::Null,
                created_by: None,
            };
            let transaction = database.begin().await.unwrap();
            for _ in 0..MOST_WAITING {
                enqueue(&transaction, job(organisation_id)).await.unwrap();
            }
            assert!(matches!(enqueue(&transaction, job(organisation_id)).await, Err(QueueError::Full)));
            transaction.commit().await.unwrap();
            let other = organisation(&database).await;
            enqueue(database.writer(), job(other)).await.unwrap();
        }
    }
}
