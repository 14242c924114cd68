//! Migrations of the service database, for SQLite and PostgreSQL alike.
//!
//! One file a subject, each with a way up and a way down; none imports the entities of the program, so that an old migration
//! keeps meaning what it meant. A new one is a new file at the end of the list below: what has run somewhere is not edited.

mod assessments;
mod audit;
mod decisions;
mod files;
mod identities;
mod jobs;
mod lists;
mod orders;
mod people;
mod records;
mod second_factor;
mod table;
mod tenants;
mod uploads;
mod watchlist;

use sea_orm_migration::prelude::*;

/// All migrations in their order.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(people::Migration),
            Box::new(records::Migration),
            Box::new(files::Migration),
            Box::new(uploads::Migration),
            Box::new(lists::Migration),
            Box::new(assessments::Migration),
            Box::new(jobs::Migration),
            Box::new(audit::Migration),
            Box::new(watchlist::Migration),
            Box::new(decisions::Migration),
            Box::new(tenants::Migration),
            Box::new(second_factor::Migration),
            Box::new(identities::Migration),
            Box::new(orders::Migration),
        ]
    }
}

pub use sea_orm_migration::migrator::MigratorTrait;
