# English texts of the questions about the company.

ruleset-title = Questions about the company itself
ruleset-description = What laws ask a company about itself, each question once for all checklists. A document shows; the company's own word does not.

question-company-imports_us = Does the company import goods into the United States, or sell to somebody who does?
question-company-eu_market = Does it place products on the EU market, make them available there, or export them from it?
question-company-eu_group = Is it, or its ultimate parent, incorporated in the EU?
question-company-business_germany = Does it have its head office, administration or a branch in Germany?
question-company-business_uk = Does it supply goods or services and carry on business in the United Kingdom?
question-company-business_australia = Is it an Australian entity, or does it carry on business in Australia?
question-company-business_canada = Does it have a place of business, do business or have assets in Canada?
question-company-business_norway = Is it resident in Norway, or does it offer goods and services there and owe tax there?
question-company-listed_canada = Is it listed on a stock exchange in Canada?
question-company-employees = Number of employees worldwide
question-company-employees_germany = Number of employees in Germany
question-company-full_time_equivalents = Number of full-time equivalents
question-company-turnover_eur = Net worldwide turnover of a year, EUR
question-company-turnover_eu_eur = Net turnover of a year in the EU, EUR
question-company-turnover_gbp = Total turnover of a year, GBP
question-company-revenue_aud = Consolidated revenue of a year, AUD
question-company-assets_cad = Assets, CAD
question-company-revenue_cad = Revenue of a year, CAD
question-company-sales_nok = Sales revenue of a year, NOK
question-company-balance_nok = Balance sheet total, NOK

question-company-policy = Has its top management adopted a policy on human rights that names forced labour?
question-company-responsible_person = Is a named function responsible for human rights in the supply chain?
question-company-due_diligence_system = Is due diligence part of its management systems, with roles, steps and records?
question-company-risk_analysis = Was a risk analysis made and its result taken to management?
question-company-risk_analysis_on_occasion = Was it renewed when business or suppliers changed much, or new risks became known?
question-company-prevention = Are preventive measures in place where risks were found?
question-company-supplier_contracts = Do contracts with suppliers forbid forced labour and pass the duty on?
question-company-training = Were buyers and managers trained on forced labour?
question-company-complaints = Is there a complaints procedure open to workers of suppliers?
question-company-stakeholders = Were workers, their representatives or others concerned consulted?
question-company-remediation = Is there a process by which harm is remedied?
question-company-income_loss_remedy = Was loss of income of families remedied that measures against forced labour caused?
question-company-effectiveness = Was the effectiveness of the measures reviewed?
question-company-documentation = Are the steps of due diligence documented and the records kept?
question-company-information_requests = Are requests for information answered in writing and in time?
question-company-consultation = Were the entities that it owns or controls consulted?

question-company-report_published = Was the report or statement of the last year published?
question-company-report_approved = Was it approved by the board or governing body?
question-company-report_signed = Was it signed by a director or a responsible member?
question-company-report_linked = Does the home page link to it?
question-company-report_structure = Does it describe structure, activities and supply chains?
question-company-report_risks = Does it describe the risks and how they were assessed and managed?
question-company-questionnaire_filed = Was the authority's questionnaire filed with it?

question-company-chain_documents = Are there orders, invoices, transport papers and proof of payment for each step of the chain?
question-company-production_records = Are there production records that tie inputs to the goods, tier by tier?
question-company-flow_chart = Is there a chart of all parties with their roles?
question-company-english_file = Is the file in English, with a summary and a table of contents?
question-company-seller_certificate = Is there a certificate of origin signed by the foreign seller?
question-company-importer_statement = Is there a statement by the importer on how origin and labour were checked?
question-company-product_codes = Are the products identified by their customs codes?
question-company-reply_in_time = Could the company describe its measures to an authority within 30 working days?

question-company-employer_pays = Has it adopted the principle that the employer pays all recruitment costs?
question-company-recruiter_contracts = Do contracts with recruiters forbid fees, at every sub-agent too?
question-company-data_protection = Are data of workers kept confidential by recruiters and employers?
question-company-repayment_plan = Is there a plan to repay fees that workers paid, with no waiver, deduction or retaliation?
question-company-repayment_verified = Was repayment verified by interviews of workers after it was paid?
