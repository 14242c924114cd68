//! Table `assessment_parties`: one row a party of an assessment, for lists and filters.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "assessment_parties")]
pub struct Model {
    /// The assessment.
    #[sea_orm(primary_key, auto_increment = false)]
    pub assessment_id: Uuid,
    /// Order in the result, from 0.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    /// The party.
    pub party_id: String,
    /// Name.
    pub name: String,
    /// Country.
    pub country: Option<String>,
    /// Kind.
    pub kind: String,
    /// Distance from the subject.
    pub tier: Option<i64>,
    /// Band.
    pub band: String,
    /// Channel that the band comes from.
    pub band_channel: String,
    /// Whether the range stays within the band.
    pub band_stable: bool,
    /// Own likelihood.
    pub likelihood: f64,
    /// Low end.
    pub p_low: f64,
    /// High end.
    pub p_high: f64,
    /// Part of the questions that are answered, weighted.
    pub coverage: f64,
    /// Number of answers.
    pub answered: i64,
    /// Group that is worst off.
    pub worker_group: String,
    /// Severity.
    pub severity: Option<f64>,
    /// Leverage.
    pub leverage: Option<f64>,
    /// Likelihood without evidence.
    pub background: Option<f64>,
    /// Chance that it reaches the subject.
    pub reach_to_subject: Option<f64>,
    /// Expected part.
    pub contribution: Option<f64>,
    /// Low end.
    pub contribution_low: Option<f64>,
    /// High end.
    pub contribution_high: Option<f64>,
    /// Chance to be among the first ten.
    pub top_ten: Option<f64>,
    /// The whole row of the parties file: JSON.
    pub fields: String,
}

/// Joins are written where they are needed.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
