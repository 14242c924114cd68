# Turkmen texts of company. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Maşyn terjimesi, dil eýesi tarapyndan barlanmady.

ruleset-title = Kompaniýanyň özi barada soraglar
ruleset-description = Kanunlar kompaniýanyň özi barada näme soraýar; ähli sanawlar üçin her sorag bir gezek. Resminama görkezýär, kompaniýanyň öz sözi görkezmeýär.

question-company-imports_us = Kompaniýa ABŞ-a haryt getirýärmi ýa-da getirýän birine satýarmy?
question-company-eu_market = Ol harydy ÝB bazaryna çykarýarmy, ol ýerde hödürleýärmi ýa-da ondan daşyna çykarýarmy?
question-company-eu_group = Ol ýa-da onuň iň ýokarky baş kompaniýasy ÝB-de döredildimi?
question-company-business_germany = Onuň baş edarasy, müdirligi ýa-da şahamçasy Germaniýadamy?
question-company-business_uk = Ol Beýik Britaniýada haryt ýa-da hyzmat hödürläp, iş alyp barýarmy?
question-company-business_australia = Ol Awstraliýa guramasymy ýa-da Awstraliýada iş alyp barýarmy?
question-company-business_canada = Onuň Kanadada iş ýeri, işi ýa-da emlägi barmy?
question-company-business_norway = Ol Norwegiýada ýerleşýärmi ýa-da ol ýerde haryt we hyzmat hödürläp, salgyt tölemelimi?
question-company-listed_canada = Onuň paýnamalary Kanadanyň biržasynda satylýarmy?
question-company-employees = Bütin dünýädäki işgärleriň sany
question-company-employees_germany = Germaniýadaky işgärleriň sany
question-company-full_time_equivalents = Doly iş gününe hasaplanan işgärleriň sany
question-company-turnover_eur = Bütin dünýädäki ýyllyk arassa dolanyşyk, EUR
question-company-turnover_eu_eur = ÝB-däki ýyllyk arassa dolanyşyk, EUR
question-company-turnover_gbp = Umumy ýyllyk dolanyşyk, GBP
question-company-revenue_aud = Jemlenen ýyllyk girdeji, AUD
question-company-assets_cad = Emläkler, CAD
question-company-revenue_cad = Ýyllyk girdeji, CAD
question-company-sales_nok = Satuwdan ýyllyk girdeji, NOK
question-company-balance_nok = Balansyň jemi, NOK

question-company-policy = Ýokary ýolbaşçylyk mejbury zähmet agzalan adam hukuklary syýasatyny kabul etdimi?
question-company-responsible_person = Üpjünçilik zynjyryndaky adam hukuklary üçin bellenen wezipe jogap berýärmi?
question-company-due_diligence_system = Degişli ägälik wezipeleri, ädimleri we ýazgylary bilen dolandyryş ulgamlaryna girýärmi?
question-company-risk_analysis = Töwekgelçilik derňewi geçirilip, netijesi ýolbaşçylyga ýetirildimi?
question-company-risk_analysis_on_occasion = Iş ýa-da üpjün edijiler köp üýtgände ýa-da täze töwekgelçilikler mälim bolanda ol täzelendimi?
question-company-prevention = Töwekgelçilik tapylan ýerde öňüni alyş çäreleri barmy?
question-company-supplier_contracts = Üpjün edijiler bilen şertnamalar mejbury zähmeti gadagan edip, borjy indikilere geçirýärmi?
question-company-training = Satyn alyjylar we ýolbaşçylar mejbury zähmet boýunça okadyldymy?
question-company-complaints = Üpjün edijileriň işgärlerine açyk şikaýat tertibi barmy?
question-company-stakeholders = Işgärleriň, olaryň wekilleriniň ýa-da dahylly beýleki adamlaryň pikiri soraldymy?
question-company-remediation = Zyýanyň öwezini dolmak tertibi barmy?
question-company-income_loss_remedy = Mejbury zähmete garşy çäreler sebäpli maşgalalaryň ýitiren girdejisiniň öwezi dolundymy?
question-company-effectiveness = Çäreleriň netijeliligi barlandymy?
question-company-documentation = Degişli ägäligiň ädimleri ýazylyp, ýazgylar saklanýarmy?
question-company-information_requests = Maglumat soraglaryna ýazmaça we wagtynda jogap berilýärmi?
question-company-consultation = Onuň eýeçilik edýän ýa-da dolandyrýan guramalarynyň pikiri soraldymy?

question-company-report_published = Soňky ýylyň hasabaty ýa-da beýannamasy çap edildimi?
question-company-report_approved = Ony geňeş ýa-da dolandyryş edarasy makulladymy?
question-company-report_signed = Oňa direktor ýa-da jogapkär agza gol çekdimi?
question-company-report_linked = Saýtyň baş sahypasynda oňa salgylanma barmy?
question-company-report_structure = Onda gurluş, işleýiş we üpjünçilik zynjyrlary beýan edildimi?
question-company-report_risks = Onda töwekgelçilikler, olaryň bahalandyrylyşy we dolandyrylyşy beýan edildimi?
question-company-questionnaire_filed = Onuň bilen edaranyň sowalnamasy tabşyryldymy?

question-company-chain_documents = Zynjyryň her ädimi üçin sargytlar, hasaplar, daşama resminamalary we töleg subutnamalary barmy?
question-company-production_records = Çig maly haryt bilen basgançak boýunça baglanyşdyrýan önümçilik ýazgylary barmy?
question-company-flow_chart = Ähli taraplaryň we olaryň wezipeleriniň çyzgysy barmy?
question-company-english_file = Iş kagyzlary iňlis dilinde, gysga beýan we mazmun bilen düzüldimi?
question-company-seller_certificate = Daşary ýurtly satyjynyň gol çeken gelip çykyş güwänamasy barmy?
question-company-importer_statement = Gelip çykyşyň we zähmetiň nähili barlanandygy barada importçynyň beýannamasy barmy?
question-company-product_codes = Harytlar gümrük kodlary bilen bellendimi?
question-company-reply_in_time = Kompaniýa öz çärelerini edara 30 iş gününde beýan edip bilermidi?

question-company-employer_pays = Ol hakyna tutmagyň ähli çykdajysyny iş beriji töleýär diýen ýörelgäni kabul etdimi?
question-company-recruiter_contracts = Hakyna tutýan araçylar bilen şertnamalar tölegleri, her kiçi agentde-de, gadagan edýärmi?
question-company-data_protection = Hakyna tutýan araçylar we iş berijiler işgärleriň maglumatlaryny gizlin saklaýarmy?
question-company-repayment_plan = Işgärleriň tölän tölegini hukukdan el çekmesiz, tutumsyz we arsyz gaýtarmak meýilnamasy barmy?
question-company-repayment_verified = Gaýtaryş tölenenden soň işgärler bilen söhbetdeşlikde tassyklandymy?
