//! `karvon user`: the first people, and a way in for whoever lost theirs.

use std::io::Read;

use chrono::{NaiveDate, TimeDelta};
use clap::{Args, Subcommand};
use secrecy::{ExposeSecret, SecretString};

use super::common::role;
use super::console::{Console, Ending, Failure};
use super::opened::{Common, block_on, failed, open};
use crate::auth::permission::Role;
use crate::config::Settings;
use crate::db::OrganisationId;
use crate::services::people::users::{self, NewMember, UserError};
use crate::services::people::{login, passwords, second_factor};

/// How long the first link of a new account works.
const FIRST_LINK: TimeDelta = TimeDelta::hours(24);
/// How long any other link works.
const LINK: TimeDelta = TimeDelta::minutes(15);

/// Its arguments.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    Create(Create),
    LoginLink {
        #[arg(value_name = "EMAIL")]
        email: String,
        #[command(flatten)]
        common: Common,
    },
    ResetSecondFactor {
        #[arg(value_name = "EMAIL")]
        email: String,
        #[command(flatten)]
        common: Common,
    },
}

#[derive(Debug, Args)]
struct Create {
    #[arg(value_name = "EMAIL")]
    email: String,
    #[arg(long, value_name = "ID")]
    organisation: OrganisationId,
    #[arg(long, value_name = "ROLE", value_parser = role)]
    role: Role,
    #[arg(long, value_name = "DATE")]
    until: Option<NaiveDate>,
    #[arg(long)]
    password_stdin: bool,
    #[command(flatten)]
    common: Common,
}

/// Runs it.
pub(super) fn run(arguments: &Arguments, console: &Console) -> Result<Ending, Failure> {
    match &arguments.action {
        Action::Create(arguments) => create(arguments, console),
        Action::LoginLink { email, common } => login_link(email, common, console),
        Action::ResetSecondFactor { email, common } => reset_second_factor(email, common, console),
    }
}

fn create(arguments: &Create, console: &Console) -> Result<Ending, Failure> {
    let settings = arguments.common.settings()?;
    let password = if arguments.password_stdin { Some(password(console)?) } else { None };
    block_on(async {
        let (database, _) = open(&settings).await?;
        let transaction = database.begin().await.map_err(|error| failed(&error))?;
        let new = NewMember {
            email: &arguments.email,
            organisation_id: arguments.organisation,
            role: arguments.role,
            until: arguments.until,
            password: password.as_ref(),
        };
        let member = users::add(&transaction, new, None).await.map_err(|error| refused(&error))?;
        let token = match password {
            Some(_) => None,
            None => Some(login::link_token(&transaction, member.user_id, FIRST_LINK, None).await),
        };
        let token = token.transpose().map_err(|error| failed(&error))?;
        transaction.commit().await.map_err(|error| failed(&error))?;
        let user_id = ("user_id", member.user_id.to_string().into());
        match token {
            Some(token) => arguments.common.print(console, [user_id, ("link", link(&settings, &token).into())]),
            None => arguments.common.print(console, [user_id]),
        }
        Ok(Ending::Done)
    })
}

fn login_link(email: &str, common: &Common, console: &Console) -> Result<Ending, Failure> {
    let settings = common.settings()?;
    block_on(async {
        let (database, _) = open(&settings).await?;
        let transaction = database.begin().await.map_err(|error| failed(&error))?;
        let account = users::by_email(&transaction, email).await.map_err(|error| failed(&error))?;
        let account = account.ok_or_else(|| refused(&UserError::Nobody(email.to_owned())))?;
        let token = login::link_token(&transaction, account.id, LINK, None).await.map_err(|error| failed(&error))?;
        transaction.commit().await.map_err(|error| failed(&error))?;
        common.print(console, [("link", link(&settings, &token).into())]);
        Ok(Ending::Done)
    })
}

fn reset_second_factor(email: &str, common: &Common, console: &Console) -> Result<Ending, Failure> {
    let settings = common.settings()?;
    block_on(async {
        let (database, _) = open(&settings).await?;
        let transaction = database.begin().await.map_err(|error| failed(&error))?;
        let account = users::by_email(&transaction, email).await.map_err(|error| failed(&error))?;
        let account = account.ok_or_else(|| refused(&UserError::Nobody(email.to_owned())))?;
        let had_one = second_factor::reset(&transaction, account.id, None, None).await;
        if !had_one.map_err(|error| failed(&error))? {
            let line = console.texts.tell("user-no-second-factor", [("email", email.into())]);
            return Err(Failure::usage(vec![line]));
        }
        transaction.commit().await.map_err(|error| failed(&error))?;
        common.print(console, [("user_id", account.id.to_string().into())]);
        Ok(Ending::Done)
    })
}

/// The address that signs somebody in. The token stands after `#`, which browsers do not send: a preview of the link does not use
/// it up.
pub(super) fn link(settings: &Settings, token: &SecretString) -> String {
    format!("{}login#{}", settings.server.public_url, token.expose_secret())
}

/// The password on standard input, without the end of its line.
fn password(console: &Console) -> Result<SecretString, Failure> {
    let mut text = String::new();
    let most = u64::try_from(passwords::MOST_BYTES).unwrap_or(u64::MAX) + 2;
    let read = std::io::stdin().take(most).read_to_string(&mut text);
    read.map_err(|error| Failure::usage(vec![console.texts.tell("user-stdin", [("why", error.to_string().into())])]))?;
    Ok(SecretString::from(text.trim_end_matches(['\r', '\n'])))
}

fn refused(error: &UserError) -> Failure {
    match error {
        UserError::Database(error) => failed(error),
        UserError::Email(_)
        | UserError::NoOrganisation(_)
        | UserError::Member(_)
        | UserError::HasAccount(_)
        | UserError::Password(_)
        | UserError::Nobody(_) => Failure::usage(vec![error.to_string()]),
    }
}
