# English texts of the checklist recruitment.

ruleset-title = Fair recruitment
ruleset-description = What workers paid for their jobs and on which terms, cohort by cohort: fees and related costs by the ILO definition of 2019, the principles of Dhaka and IRIS, cost in months of earnings, and repayment.

rule-no-recruitment-fees = Workers bear no recruitment fee.
rule-no-related-costs = Workers bear no related cost: medical, insurance, tests, training, equipment, travel, administration.
rule-no-illegitimate-costs = Workers bear no bribes, bonds, kickbacks or other illegitimate costs.
rule-employer-pays = The company has adopted the principle that employers pay all recruitment costs.
rule-recruiters-bound = Contracts with recruiters and sub-agents forbid fees.
rule-equal-treatment = Nobody has other pay or conditions for the same job by nationality, sex or ethnicity.
rule-no-children-recruited = No migrants under 18 are recruited.
rule-contracts-clear = Contracts are in a language that workers understand and are not replaced.
rule-documents-with-workers = Workers hold their own documents.
rule-wages-paid = At employers of the cohorts wages are paid regularly and directly.
rule-workers-represented = Independent unions or elected representatives can reach the workers.
rule-work-and-housing-decent = At employers of the cohorts work is safe and housing decent.
rule-remedy-accessible = Workers have access to a complaints procedure and remedy.
rule-data-protected = Data of workers are kept confidential.
rule-free-to-leave = Workers are free to leave and left no deposit.
rule-no-tying-debt = No loan ties workers to employer or recruiter.
rule-cost-below-one-month = Recruitment cost lies below one month of earnings.
rule-cost-below-three-months = Recruitment cost lies below three months of earnings.
rule-cost-plausible = The stated cost agrees with what is published for the corridor, or rests on receipts or interviews.
rule-repayment-planned = There is a plan to repay fees, with no waiver, deduction or retaliation.
rule-fees-repaid = What workers paid was paid back within a year of arrival.
rule-repayment-verified = Interviews after payment confirmed it.
