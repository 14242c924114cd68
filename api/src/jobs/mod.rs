//! Work in the background, from a table of leases that any number of processes may share.
//!
//! A worker takes a job by writing its name and an end of the lease into the row; it renews the lease while it works and
//! ends the job in the same transaction that stores the result. A worker that is killed stops renewing, and another takes the
//! job up; one that was only slow finds that the lease is no longer its own and stores nothing. So a job has one result,
//! whatever happens to the processes.

mod object;
mod queue;
mod state;
mod worker;

pub use queue::{
    Claimed, MOST_WAITING, NewJob, QueueError, call_off_all, cancel, claim, end_with, enqueue, enqueue_once, fail,
    find, give_back, hold, open_about, renew, resume,
};
pub use state::{Kind, State};
pub use worker::{Later, Outcome, Problem, Report, Task, Work, compute, object_of, work, work_off};
