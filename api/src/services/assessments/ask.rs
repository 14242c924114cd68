//! Questions to a finished assessment that store nothing: what changes would make different, what to do within a budget, and how it
//! differs from another.

use std::sync::{Arc, Mutex};

use karvon_engine::assessment::{Basis, BasisError, Comparison, Difference, Options, WhatIf, compare, plan_of};
use karvon_engine::planning::{Plan, PlanRequest};
use thiserror::Error;

use super::cache::Cache;
use super::frozen::{Frozen, ReplayError, apart, with_frozen};
use super::stored::{StoredError, result};
use crate::db::Database;
use crate::db::entities::assessments;
use crate::db::tenant::carried;
use crate::services::inputs::Testimony;
use crate::services::what_if::{self, Question, QuestionFault, WhatIfFailure};

/// A question that is not answered.
#[derive(Debug, Error)]
pub enum AskError {
    /// The question has faults.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Question(Vec<QuestionFault>),
    /// Nothing can be computed.
    #[error(transparent)]
    Replay(#[from] ReplayError),
}

impl From<WhatIfFailure> for AskError {
    fn from(failure: WhatIfFailure) -> Self {
        match failure {
            WhatIfFailure::Question(faults) => Self::Question(faults),
            WhatIfFailure::Refused(error) => Self::Replay(error.into()),
        }
    }
}

/// What changes would make different, as `karvon assess --what-if` says it of the same inputs. Once begun it goes on though nobody
/// waits any more, so that the next question finds the network ready.
///
/// # Errors
/// [`AskError`].
pub async fn what_if(
    database: &Arc<Database>,
    cache: &Arc<Cache>,
    row: assessments::Model,
    question: Question,
    seen: Testimony,
) -> Result<Difference, AskError> {
    let (database, cache) = (database.clone(), cache.clone());
    on_its_own(async move {
        let _turn = cache.turn().await;
        let prepared = prepared(&database, &cache, &row).await?;
        apart(move || {
            let mut prepared =
                prepared.lock().map_err(|_| ReplayError::Defect("a question before this met a defect".to_owned()))?;
            Ok(what_if::ask(&mut prepared, question, seen))
        })
        .await
    })
    .await?
    .map_err(AskError::from)
}

/// The network of an assessment ready for questions.
async fn prepared(
    database: &Database,
    cache: &Cache,
    row: &assessments::Model,
) -> Result<Arc<Mutex<WhatIf>>, ReplayError> {
    let key = (row.organisation_id, result_of(row)?);
    if let Some(kept) = cache.prepared(&key) {
        return Ok(kept);
    }
    let made = with_frozen(database, row, |Frozen { rules, intake, options }| {
        Ok(what_if::prepare(&intake.inputs, Arc::new(rules.ruleset), &options)?)
    });
    Ok(cache.keep_prepared(key, Mutex::new(made.await?)))
}

/// Does something that goes on though nobody waits for it any more.
async fn on_its_own<T: Send + 'static>(
    work: impl Future<Output = Result<T, ReplayError>> + Send + 'static,
) -> Result<T, ReplayError> {
    tokio::spawn(carried(work)).await.map_err(|error| ReplayError::Defect(error.to_string()))?
}

/// A plan, as `karvon assess --plan` makes it from the same inputs. Without a sight of testimony it does not say which answers it
/// would end.
///
/// # Errors
/// [`ReplayError`].
pub async fn plan(
    database: &Database,
    cache: &Cache,
    row: &assessments::Model,
    request: PlanRequest,
    seen: Testimony,
) -> Result<Plan, ReplayError> {
    result_of(row)?;
    let _turn = cache.turn().await;
    let made = with_frozen(database, row, move |Frozen { rules, intake, options }| {
        let options = Options { plan: Some(request), ..options };
        Ok(plan_of(&intake.inputs, &rules.ruleset, &options)?)
    });
    let mut plan = made.await?.ok_or_else(|| ReplayError::Defect("a plan was asked for and not made".to_owned()))?;
    if seen == Testimony::Without {
        plan.steps.iter_mut().chain(&mut plan.recruiters).for_each(|step| step.closes.clear());
    }
    Ok(plan)
}

/// What is different from one assessment to another, split by cause, as `karvon compare` says it.
///
/// # Errors
/// [`ReplayError`].
pub async fn comparison(
    database: &Arc<Database>,
    cache: &Arc<Cache>,
    (from, to): (assessments::Model, assessments::Model),
) -> Result<Arc<Comparison>, ReplayError> {
    let key = (from.organisation_id, format!("{} {}", result_of(&from)?, result_of(&to)?));
    if let Some(kept) = cache.comparison(&key) {
        return Ok(kept);
    }
    let (database, cache) = (database.clone(), cache.clone());
    on_its_own(async move {
        let _turn = cache.turn().await;
        // Somebody else may have asked the same while this one waited.
        if let Some(kept) = cache.comparison(&key) {
            return Ok(kept);
        }
        let first = result(database.reader(), &cache, &from).await?;
        let second = result(database.reader(), &cache, &to).await?;
        let bases = [basis(&database, &from).await?, basis(&database, &to).await?];
        let compared = apart(move || {
            let [of_first, of_second] = &bases;
            compare((&first, of_first), (&second, of_second)).map_err(refused)
        });
        Ok(cache.keep_comparison(key, compared.await?))
    })
    .await
}

async fn basis(database: &Database, row: &assessments::Model) -> Result<Basis, ReplayError> {
    with_frozen(database, row, |Frozen { rules, intake, .. }| Ok(Basis::new(&intake.inputs, &rules.ruleset))).await
}

fn refused(error: BasisError) -> ReplayError {
    match error {
        BasisError::Assess(error) => ReplayError::Refused(error),
        BasisError::OtherInputs { .. } | BasisError::OtherLists { .. } | BasisError::OtherRuleset { .. } => {
            ReplayError::Changed(error.to_string())
        }
        BasisError::Ruleset { .. } => ReplayError::Defect(error.to_string()),
    }
}

/// The hash of the result, which stands for inputs, ruleset and settings alike.
fn result_of(row: &assessments::Model) -> Result<String, ReplayError> {
    row.result_hash.clone().ok_or_else(|| StoredError::NoResult(row.state.clone()).into())
}
