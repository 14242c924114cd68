# Russian texts of company. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Машинный перевод, носителем языка не проверен.

ruleset-title = Вопросы о самой компании
ruleset-description = Что законы спрашивают у компании о ней самой; каждый вопрос один раз для всех перечней. Показывает документ, слово самой компании не показывает.

question-company-imports_us = Ввозит ли компания товары в США или продаёт ли тому, кто ввозит?
question-company-eu_market = Размещает ли она товары на рынке ЕС, предоставляет ли их там или вывозит оттуда?
question-company-eu_group = Учреждена ли она или её конечная материнская компания в ЕС?
question-company-business_germany = Находятся ли в Германии её главный офис, администрация или филиал?
question-company-business_uk = Поставляет ли она товары или услуги и ведёт ли дела в Соединённом Королевстве?
question-company-business_australia = Является ли она австралийской организацией или ведёт ли дела в Австралии?
question-company-business_canada = Есть ли у неё место деятельности, дела или активы в Канаде?
question-company-business_norway = Находится ли она в Норвегии, или предлагает ли там товары и услуги и обязана ли там платить налог?
question-company-listed_canada = Торгуются ли её акции на бирже в Канаде?
question-company-employees = Число сотрудников во всём мире
question-company-employees_germany = Число сотрудников в Германии
question-company-full_time_equivalents = Число сотрудников в пересчёте на полную занятость
question-company-turnover_eur = Чистый годовой оборот во всём мире, EUR
question-company-turnover_eu_eur = Чистый годовой оборот в ЕС, EUR
question-company-turnover_gbp = Общий годовой оборот, GBP
question-company-revenue_aud = Консолидированная годовая выручка, AUD
question-company-assets_cad = Активы, CAD
question-company-revenue_cad = Годовая выручка, CAD
question-company-sales_nok = Годовая выручка от продаж, NOK
question-company-balance_nok = Сумма баланса, NOK

question-company-policy = Приняло ли высшее руководство политику по правам человека, в которой назван принудительный труд?
question-company-responsible_person = Отвечает ли названная должность за права человека в цепочке поставок?
question-company-due_diligence_system = Входит ли должная осмотрительность в системы управления, с ролями, шагами и записями?
question-company-risk_analysis = Проведён ли анализ рисков и доложен ли его итог руководству?
question-company-risk_analysis_on_occasion = Обновлён ли он, когда дело или поставщики сильно изменились или стали известны новые риски?
question-company-prevention = Приняты ли меры предупреждения там, где найдены риски?
question-company-supplier_contracts = Запрещают ли договоры с поставщиками принудительный труд и передают ли они эту обязанность дальше?
question-company-training = Обучены ли закупщики и руководители вопросам принудительного труда?
question-company-complaints = Есть ли порядок подачи жалоб, открытый для работников поставщиков?
question-company-stakeholders = Спрашивали ли мнение работников, их представителей или других затронутых людей?
question-company-remediation = Есть ли порядок, по которому вред возмещается?
question-company-income_loss_remedy = Возмещён ли семьям потерянный доход, если его вызвали меры против принудительного труда?
question-company-effectiveness = Проверена ли действенность мер?
question-company-documentation = Записаны ли шаги должной осмотрительности и хранятся ли записи?
question-company-information_requests = Отвечают ли на запросы сведений письменно и в срок?
question-company-consultation = Спрашивали ли мнение организаций, которыми она владеет или управляет?

question-company-report_published = Опубликован ли отчёт или заявление за последний год?
question-company-report_approved = Одобрил ли его совет или руководящий орган?
question-company-report_signed = Подписал ли его директор или ответственный член?
question-company-report_linked = Ведёт ли на него ссылка с главной страницы сайта?
question-company-report_structure = Описаны ли в нём устройство, деятельность и цепочки поставок?
question-company-report_risks = Описаны ли в нём риски, их оценка и управление ими?
question-company-questionnaire_filed = Подан ли вместе с ним вопросник ведомства?

question-company-chain_documents = Есть ли заказы, счета, перевозочные документы и подтверждения оплаты для каждого шага цепочки?
question-company-production_records = Есть ли записи о производстве, которые связывают сырьё с товаром на каждом уровне?
question-company-flow_chart = Есть ли схема всех сторон с их ролями?
question-company-english_file = Составлено ли дело на английском языке, с обзором и оглавлением?
question-company-seller_certificate = Есть ли сертификат происхождения, подписанный иностранным продавцом?
question-company-importer_statement = Есть ли заявление импортёра о том, как проверены происхождение и труд?
question-company-product_codes = Обозначены ли товары их таможенными кодами?
question-company-reply_in_time = Могла бы компания описать ведомству свои меры за 30 рабочих дней?

question-company-employer_pays = Приняла ли она принцип, что все расходы на наём платит работодатель?
question-company-recruiter_contracts = Запрещают ли договоры с вербовщиками сборы с работников, в том числе у каждого субагента?
question-company-data_protection = Хранят ли вербовщики и работодатели данные работников в тайне?
question-company-repayment_plan = Есть ли план вернуть сборы, которые заплатили работники, без отказа от прав, без вычетов и без преследования?
question-company-repayment_verified = Подтверждён ли возврат интервью с работниками после выплаты?
