# Kyrgyz texts of company. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Машиналык котормо, тил ээси текшерген эмес.

ruleset-title = Компаниянын өзү жөнүндө суроолор
ruleset-description = Мыйзамдар компаниянын өзү жөнүндө эмнени сурайт; бардык тизмелер үчүн ар бир суроо бир жолу. Документ көрсөтөт, компаниянын өз сөзү көрсөтпөйт.

question-company-imports_us = Компания АКШга товар алып келеби же алып келген бирөөгө сатабы?
question-company-eu_market = Ал товарды ЕБ рыногуна чыгарабы, ал жерде сунуштайбы же андан сыртка чыгарабы?
question-company-eu_group = Ал же анын түпкү башкы компаниясы ЕБде түзүлгөнбү?
question-company-business_germany = Анын башкы кеңсеси, башкармасы же филиалы Германиядабы?
question-company-business_uk = Ал Улуу Британияда товар же кызмат сунуштап, иш жүргүзөбү?
question-company-business_australia = Ал Австралия уюмубу же Австралияда иш жүргүзөбү?
question-company-business_canada = Анын Канадада ишмердик жери, иши же активи барбы?
question-company-business_norway = Ал Норвегияда жайгашканбы, же ал жерде товар жана кызмат сунуштап, салык төлөөгө милдеттүүбү?
question-company-listed_canada = Анын акциялары Канаданын биржасында сатылабы?
question-company-employees = Бүткүл дүйнөдөгү кызматкерлердин саны
question-company-employees_germany = Германиядагы кызматкерлердин саны
question-company-full_time_equivalents = Толук жумуш күнүнө эсептелген кызматкерлердин саны
question-company-turnover_eur = Бүткүл дүйнөдөгү жылдык таза жүгүртүү, EUR
question-company-turnover_eu_eur = ЕБдеги жылдык таза жүгүртүү, EUR
question-company-turnover_gbp = Жалпы жылдык жүгүртүү, GBP
question-company-revenue_aud = Бириктирилген жылдык киреше, AUD
question-company-assets_cad = Активдер, CAD
question-company-revenue_cad = Жылдык киреше, CAD
question-company-sales_nok = Сатуудан түшкөн жылдык киреше, NOK
question-company-balance_nok = Баланстын суммасы, NOK

question-company-policy = Жогорку жетекчилик мажбурлап иштетүү аталган адам укуктары саясатын кабыл алганбы?
question-company-responsible_person = Жеткирүү чынжырындагы адам укуктарына аталган кызмат орду жооп береби?
question-company-due_diligence_system = Тийиштүү кылдаттык ролдору, кадамдары жана жазуулары менен башкаруу тутумдарына киреби?
question-company-risk_analysis = Тобокелдик талдоосу жасалып, жыйынтыгы жетекчиликке жеткирилгенби?
question-company-risk_analysis_on_occasion = Иш же жеткирүүчүлөр катуу өзгөргөндө же жаңы тобокелдиктер белгилүү болгондо ал жаңыланганбы?
question-company-prevention = Тобокелдик табылган жерде алдын алуу чаралары барбы?
question-company-supplier_contracts = Жеткирүүчүлөр менен келишимдер мажбурлап иштетүүгө тыюу салып, милдетти ары өткөрөбү?
question-company-training = Сатып алуучулар жана жетекчилер мажбурлап иштетүү боюнча окутулганбы?
question-company-complaints = Жеткирүүчүлөрдүн жумушчуларына ачык арыз тартиби барбы?
question-company-stakeholders = Жумушчулардын, алардын өкүлдөрүнүн же тиешеси бар башка адамдардын пикири суралганбы?
question-company-remediation = Зыяндын ордун толтуруу тартиби барбы?
question-company-income_loss_remedy = Мажбурлап иштетүүгө каршы чаралардан үй-бүлөлөр жоготкон кирешенин орду толтурулганбы?
question-company-effectiveness = Чаралардын натыйжалуулугу текшерилгенби?
question-company-documentation = Тийиштүү кылдаттыктын кадамдары жазылып, жазуулар сакталабы?
question-company-information_requests = Маалымат сурамдарына жазуу түрүндө жана өз убагында жооп берилеби?
question-company-consultation = Ал ээлик кылган же башкарган уюмдардын пикири суралганбы?

question-company-report_published = Акыркы жылдын отчету же билдирүүсү жарыяланганбы?
question-company-report_approved = Аны кеңеш же башкаруу органы жактырганбы?
question-company-report_signed = Ага директор же жооптуу мүчө кол койгонбу?
question-company-report_linked = Сайттын башкы барагында ага шилтеме барбы?
question-company-report_structure = Анда түзүлүш, ишмердик жана жеткирүү чынжырлары сүрөттөлгөнбү?
question-company-report_risks = Анда тобокелдиктер, аларды баалоо жана башкаруу сүрөттөлгөнбү?
question-company-questionnaire_filed = Аны менен бирге мекеменин суроо барагы тапшырылганбы?

question-company-chain_documents = Чынжырдын ар бир кадамы үчүн буйрутмалар, эсептер, ташуу документтери жана төлөм далилдери барбы?
question-company-production_records = Чийки затты товар менен деңгээл сайын байланыштырган өндүрүш жазуулары барбы?
question-company-flow_chart = Бардык тараптардын жана алардын ролдорунун схемасы барбы?
question-company-english_file = Иш кагаздары англис тилинде, кыскача баяны жана мазмуну менен түзүлгөнбү?
question-company-seller_certificate = Чет өлкөлүк сатуучу кол койгон келип чыгуу сертификаты барбы?
question-company-importer_statement = Келип чыгышы жана эмгек кантип текшерилгени жөнүндө импорттоочунун билдирүүсү барбы?
question-company-product_codes = Товарлар бажы коддору менен белгиленгенби?
question-company-reply_in_time = Компания өз чараларын мекемеге 30 жумуш күнүндө сүрөттөй алат беле?

question-company-employer_pays = Ал жалдоонун бардык чыгымын иш берүүчү төлөйт деген принципти кабыл алганбы?
question-company-recruiter_contracts = Жалдоочу ортомчулар менен келишимдер жыйымдарга, ар бир кошумча агентте да, тыюу салабы?
question-company-data_protection = Жалдоочу ортомчулар жана иш берүүчүлөр жумушчулардын маалыматын купуя сактайбы?
question-company-repayment_plan = Жумушчулар төлөгөн жыйымдарды укуктан баш тартуусуз, кармоосуз жана өч алуусуз кайтаруу планы барбы?
question-company-repayment_verified = Кайтаруу төлөнгөндөн кийин жумушчулар менен маекте ырасталганбы?
