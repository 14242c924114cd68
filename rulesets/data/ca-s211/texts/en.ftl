# English texts of the checklist ca-s211.

ruleset-title = Canada: Fighting Against Forced Labour and Child Labour in Supply Chains Act
ruleset-description = Entities of a size report by 31 May each year what they did to prevent and reduce forced and child labour.

rule-report-made = The yearly report was made and published.
rule-questionnaire-filed = The questionnaire was filed with the report.
rule-structure-described = Structure, activities and supply chains are described.
rule-policies-described = There are policies and due-diligence processes to describe.
rule-risky-parts-known = The parts of the business and chain with a risk are known.
rule-risks-described = Risks and how they are managed are described.
rule-remediation-described = Measures to remedy forced and child labour can be described.
rule-findings-remedied = What was observed was remedied within a year.
rule-income-loss-remedied = Loss of income of vulnerable families was remedied.
rule-training-given = Employees were trained.
rule-effectiveness-assessed = Effectiveness was assessed.
rule-report-approved = The governing body approved the report.
rule-report-signed = A member of the governing body signed it.
