//! Who may do what: one table of roles, resources and fields.
//!
//! The gate before every route, the OpenAPI document and the tests read this table and nothing else. What a role may not
//! read it is not told about either: not by counts, not by exports, not by errors.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a member of an organisation is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Submits data, decides, assesses, reports.
    Compliance,
    /// Reads everything, adds evidence, reviews and signs off; from outside often for a time only.
    Auditor,
    /// Works on recruitment and repayment; sees outcomes, never testimony.
    Hr,
    /// Users, keys, rulesets, lists, retention; no evidence.
    Admin,
}

impl Role {
    /// Every role, in the order of the table.
    pub const ALL: [Self; 4] = [Self::Compliance, Self::Auditor, Self::Hr, Self::Admin];

    /// The word in requests and answers.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Compliance => "compliance",
            Self::Auditor => "auditor",
            Self::Hr => "hr",
            Self::Admin => "admin",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Role {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|role| role.as_str() == word).ok_or(())
    }
}

/// What there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Resource {
    /// The organisation's own settings.
    Organisation,
    /// Members.
    Users,
    /// Keys of machines.
    Keys,
    /// The chain of what was done.
    AuditLog,
    /// Parties, their merges and splits.
    Parties,
    /// Links.
    Links,
    /// Cohorts of workers.
    Recruitment,
    /// Corrective measures.
    Measures,
    /// Repayments of fees.
    Repayments,
    /// Counts of grievances.
    Grievances,
    /// Contacts for safe referral.
    Contacts,
    /// Answers with their sources and files.
    Evidence,
    /// Files of data on their way in.
    Uploads,
    /// Empty tables to fill in.
    Templates,
    /// Likenesses that wait for a decision.
    Matches,
    /// Official lists.
    Lists,
    /// Rulesets.
    Rulesets,
    /// Assessments and all below them.
    Assessments,
    /// Trying a change without storing it.
    WhatIf,
    /// Plans within a budget.
    Plans,
    /// Verdicts on findings.
    Reviews,
    /// Signatures under assessments.
    SignOffs,
    /// Documents made from assessments.
    Reports,
    /// Links for suppliers.
    Questionnaires,
    /// Work in the background.
    Jobs,
    /// Removal of content.
    Erasures,
    /// Everything of an organisation in one file.
    Export,
}

/// A part of a resource with rights of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What has no rights of its own.
    Whole,
    /// What workers said: evidence of the classes `worker_interview` and `grievance`, and everything that would show it.
    Testimony,
    /// The edition for customs authorities and the company itself.
    ComplianceEdition,
    /// The edition with the evidence of every number.
    AuditorEdition,
    /// The edition on recruitment.
    HrEdition,
    /// What one supplier may see of itself.
    Scorecard,
}

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// Looks, or computes without storing.
    Read,
    /// Adds something new.
    Add,
    /// Changes, decides or ends what is there.
    Change,
}

/// How far a role may go; each includes those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum May {
    Nothing,
    Read,
    Add,
    Change,
}

use May::{Add, Change, Nothing, Read};

/// The table. Columns: compliance, auditor, hr, admin.
const TABLE: &[(Resource, Part, [May; 4])] = &[
    (Resource::Organisation, Part::Whole, [Read, Read, Read, Change]),
    (Resource::Users, Part::Whole, [Nothing, Nothing, Nothing, Change]),
    (Resource::Keys, Part::Whole, [Nothing, Nothing, Nothing, Change]),
    (Resource::AuditLog, Part::Whole, [Nothing, Read, Nothing, Read]),
    (Resource::Parties, Part::Whole, [Change, Read, Read, Nothing]),
    (Resource::Links, Part::Whole, [Change, Read, Read, Nothing]),
    (Resource::Recruitment, Part::Whole, [Change, Read, Change, Nothing]),
    (Resource::Measures, Part::Whole, [Change, Read, Change, Nothing]),
    (Resource::Repayments, Part::Whole, [Change, Read, Change, Nothing]),
    (Resource::Grievances, Part::Whole, [Change, Read, Change, Nothing]),
    (Resource::Contacts, Part::Whole, [Change, Read, Read, Nothing]),
    (Resource::Evidence, Part::Whole, [Change, Add, Read, Nothing]),
    (Resource::Evidence, Part::Testimony, [Change, Add, Nothing, Nothing]),
    (Resource::Uploads, Part::Whole, [Change, Read, Change, Nothing]),
    (Resource::Templates, Part::Whole, [Read, Read, Read, Read]),
    (Resource::Matches, Part::Whole, [Change, Read, Nothing, Nothing]),
    (Resource::Lists, Part::Whole, [Read, Read, Nothing, Change]),
    (Resource::Rulesets, Part::Whole, [Read, Read, Nothing, Change]),
    (Resource::Assessments, Part::Whole, [Change, Read, Read, Nothing]),
    (Resource::Assessments, Part::Testimony, [Read, Read, Nothing, Nothing]),
    (Resource::WhatIf, Part::Whole, [Read, Read, Read, Nothing]),
    (Resource::Plans, Part::Whole, [Read, Read, Read, Nothing]),
    (Resource::Reviews, Part::Whole, [Read, Change, Nothing, Nothing]),
    (Resource::SignOffs, Part::Whole, [Read, Change, Nothing, Nothing]),
    (Resource::Reports, Part::Whole, [Change, Read, Add, Nothing]),
    (Resource::Reports, Part::ComplianceEdition, [Change, Read, Nothing, Nothing]),
    (Resource::Reports, Part::AuditorEdition, [Change, Read, Nothing, Nothing]),
    (Resource::Reports, Part::HrEdition, [Change, Read, Add, Nothing]),
    (Resource::Reports, Part::Scorecard, [Change, Read, Nothing, Nothing]),
    (Resource::Questionnaires, Part::Whole, [Change, Read, Nothing, Nothing]),
    (Resource::Jobs, Part::Whole, [Change, Read, Change, Change]),
    (Resource::Erasures, Part::Whole, [Nothing, Nothing, Nothing, Change]),
    (Resource::Export, Part::Whole, [Change, Nothing, Nothing, Nothing]),
];

/// Whether a role may do something with a resource, or with a part of it that has rights of its own.
pub fn may(role: Role, action: Action, resource: Resource, part: Part) -> bool {
    let row = |part: Part| TABLE.iter().find(|(of, own, _)| *of == resource && *own == part);
    let Some((_, _, rights)) = row(part).or_else(|| row(Part::Whole)) else {
        return false;
    };
    let right = Role::ALL.iter().zip(rights).find(|(one, _)| **one == role).map_or(Nothing, |(_, right)| *right);
    match action {
        Action::Read => right >= Read,
        Action::Add => right >= Add,
        Action::Change => right >= Change,
    }
}

/// The roles that may do something.
pub fn roles(action: Action, resource: Resource) -> Vec<Role> {
    Role::ALL.into_iter().filter(|role| may(*role, action, resource, Part::Whole)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn can(role: Role, action: Action, resource: Resource) -> bool {
        may(role, action, resource, Part::Whole)
    }

    #[test]
    fn hr_and_administrators_never_read_testimony() {
        for role in [Role::Hr, Role::Admin] {
            assert!(!may(role, Action::Read, Resource::Evidence, Part::Testimony));
            assert!(!may(role, Action::Read, Resource::Assessments, Part::Testimony));
        }
        assert!(may(Role::Hr, Action::Read, Resource::Evidence, Part::Whole));
    }

    #[test]
    fn hr_writes_recruitment_repayments_grievances_and_measures_and_no_other_data() {
        for resource in [Resource::Recruitment, Resource::Repayments, Resource::Grievances, Resource::Measures] {
            assert!(can(Role::Hr, Action::Change, resource), "{resource:?}");
        }
        // Uploads of the HR team may bring rows of its own tables only, which each check looks at.
        for resource in [Resource::Parties, Resource::Links, Resource::Evidence, Resource::Contacts] {
            assert!(!can(Role::Hr, Action::Add, resource), "{resource:?}");
        }
    }

    #[test]
    fn an_auditor_adds_evidence_reviews_and_signatures_and_changes_no_data() {
        assert!(can(Role::Auditor, Action::Add, Resource::Evidence));
        assert!(!can(Role::Auditor, Action::Change, Resource::Evidence));
        assert!(
            can(Role::Auditor, Action::Add, Resource::Reviews) && can(Role::Auditor, Action::Add, Resource::SignOffs)
        );
        assert!(can(Role::Auditor, Action::Read, Resource::AuditLog));
        for resource in [Resource::Parties, Resource::Links, Resource::Recruitment, Resource::Measures] {
            assert!(can(Role::Auditor, Action::Read, resource) && !can(Role::Auditor, Action::Add, resource));
        }
    }

    #[test]
    fn an_administrator_sees_no_data() {
        for resource in
            [Resource::Parties, Resource::Links, Resource::Evidence, Resource::Assessments, Resource::Reports]
        {
            assert!(!can(Role::Admin, Action::Read, resource), "{resource:?}");
        }
        for resource in [Resource::Users, Resource::Keys, Resource::Rulesets, Resource::Lists, Resource::Organisation] {
            assert!(can(Role::Admin, Action::Change, resource), "{resource:?}");
        }
    }

    #[test]
    fn a_part_without_a_row_of_its_own_has_the_rights_of_the_whole() {
        for role in Role::ALL {
            let whole = may(role, Action::Read, Resource::Links, Part::Whole);
            assert_eq!(may(role, Action::Read, Resource::Links, Part::Testimony), whole);
        }
    }

    #[test]
    fn no_part_has_more_rights_than_its_whole() {
        for (resource, part, rights) in TABLE {
            let whole = TABLE.iter().find(|(of, own, _)| of == resource && *own == Part::Whole).unwrap().2;
            assert!(rights.iter().zip(whole).all(|(right, most)| *right <= most), "{resource:?} {part:?}");
        }
    }

    #[test]
    fn a_role_is_read_by_its_word() {
        for role in Role::ALL {
            assert_eq!(role.as_str().parse(), Ok(role));
        }
        assert_eq!("owner".parse::<Role>(), Err(()));
    }
}
