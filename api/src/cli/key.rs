//! `karvon key`: keys of machines.

use clap::{Args, Subcommand};
use secrecy::ExposeSecret;

use super::common::role;
use super::console::{Console, Ending, Failure};
use super::opened::{Common, block_on, failed, open};
use crate::auth::permission::Role;
use crate::db::OrganisationId;
use crate::services::people::keys::{self, KeyRefused, NewKey};

/// Its arguments.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    Create {
        #[arg(value_name = "NAME")]
        name: String,
        #[arg(long, value_name = "ID")]
        organisation: OrganisationId,
        #[arg(long, value_name = "ROLE", value_parser = role)]
        role: Role,
        #[arg(long)]
        read_only: bool,
        #[arg(long, value_name = "N", default_value_t = keys::USUAL_DAYS)]
        days: u32,
        #[command(flatten)]
        common: Common,
    },
}

/// Runs it.
pub(super) fn run(arguments: &Arguments, console: &Console) -> Result<Ending, Failure> {
    let Action::Create { name, organisation, role, read_only, days, common } = &arguments.action;
    let settings = common.settings()?;
    block_on(async {
        let (database, _) = open(&settings).await?;
        let transaction = database.begin().await.map_err(|error| failed(&error))?;
        let new = NewKey { name, organisation_id: *organisation, role: *role, read_only: *read_only, days: *days };
        let made = keys::create(&transaction, new, None).await.map_err(|error| match &error {
            KeyRefused::Database(error) => failed(error),
            KeyRefused::Name | KeyRefused::Days | KeyRefused::NoOrganisation(_) => {
                Failure::usage(vec![error.to_string()])
            }
        })?;
        transaction.commit().await.map_err(|error| failed(&error))?;
        let key = made.key.expose_secret().to_owned();
        common.print(console, [("key_id", made.id.to_string().into()), ("key", key.into())]);
        Ok(Ending::Done)
    })
}
