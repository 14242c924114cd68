# English texts of the checklist us-section-307.

ruleset-title = United States: Section 307 of the Tariff Act
ruleset-description = Goods made wholly or in part with forced labour may not be imported. Customs stops them by withhold release orders and findings; an importer shows admissibility, a producer that every indicator was remedied.

rule-no-turkmen-cotton = No place in Turkmenistan makes or supplies cotton or goods of it.
rule-orders-unlisted = No party of the chain is named in a withhold release order or finding.
rule-eleven-indicators-answered = At each place in a country with such orders the eleven ILO indicators are answered and none is observed.
rule-audits-unannounced = Places in high or critical bands had an unannounced independent audit in the last two years.
rule-findings-remediated = Nothing that was observed is still open.
rule-chain-mapped = Manufacturers, factories, farms and processors are mapped.
rule-policy-and-proof = A policy on forced labour is adopted, and the effectiveness of the measures was reviewed.
rule-remediation-plan = There is a process by which harm is remedied.
rule-seller-certificate = The foreign seller has signed a certificate of origin.
rule-importer-statement = The importer has stated how origin and labour were checked.
