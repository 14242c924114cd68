# Kazakh texts of company. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Машиналық аударма, тіл иесі тексермеген.

ruleset-title = Компанияның өзі туралы сұрақтар
ruleset-description = Заңдар компанияның өзі туралы не сұрайды; барлық тізімдер үшін әр сұрақ бір рет. Құжат көрсетеді, компанияның өз сөзі көрсетпейді.

question-company-imports_us = Компания АҚШ-қа тауар әкеле ме немесе әкелетін біреуге сата ма?
question-company-eu_market = Ол тауарды ЕО нарығына шығара ма, сонда ұсына ма немесе содан сыртқа шығара ма?
question-company-eu_group = Ол немесе оның түпкі бас компаниясы ЕО-да құрылған ба?
question-company-business_germany = Оның бас кеңсесі, басқармасы немесе филиалы Германияда ма?
question-company-business_uk = Ол Біріккен Корольдікте тауар не қызмет ұсынып, іс жүргізе ме?
question-company-business_australia = Ол Австралия ұйымы ма немесе Австралияда іс жүргізе ме?
question-company-business_canada = Оның Канадада қызмет орны, ісі немесе активі бар ма?
question-company-business_norway = Ол Норвегияда орналасқан ба, әлде сонда тауар мен қызмет ұсынып, салық төлеуге міндетті ме?
question-company-listed_canada = Оның акциялары Канада биржасында сатыла ма?
question-company-employees = Бүкіл әлемдегі қызметкерлер саны
question-company-employees_germany = Германиядағы қызметкерлер саны
question-company-full_time_equivalents = Толық жұмыс күніне шаққандағы қызметкерлер саны
question-company-turnover_eur = Бүкіл әлемдегі жылдық таза айналым, EUR
question-company-turnover_eu_eur = ЕО-дағы жылдық таза айналым, EUR
question-company-turnover_gbp = Жалпы жылдық айналым, GBP
question-company-revenue_aud = Шоғырландырылған жылдық түсім, AUD
question-company-assets_cad = Активтер, CAD
question-company-revenue_cad = Жылдық түсім, CAD
question-company-sales_nok = Сатудан түскен жылдық түсім, NOK
question-company-balance_nok = Баланс сомасы, NOK

question-company-policy = Жоғары басшылық мәжбүрлі еңбек аталған адам құқықтары саясатын қабылдады ма?
question-company-responsible_person = Жеткізу тізбегіндегі адам құқықтарына аталған лауазым жауап бере ме?
question-company-due_diligence_system = Тиісті сақтық рөлдері, қадамдары және жазбаларымен басқару жүйелеріне кіре ме?
question-company-risk_analysis = Тәуекел талдауы жасалып, нәтижесі басшылыққа жеткізілді ме?
question-company-risk_analysis_on_occasion = Іс не жеткізушілер қатты өзгергенде немесе жаңа тәуекелдер белгілі болғанда ол жаңартылды ма?
question-company-prevention = Тәуекел табылған жерде алдын алу шаралары бар ма?
question-company-supplier_contracts = Жеткізушілермен шарттар мәжбүрлі еңбекке тыйым салып, міндетті әрі қарай тапсыра ма?
question-company-training = Сатып алушылар мен басшылар мәжбүрлі еңбек бойынша оқытылды ма?
question-company-complaints = Жеткізушілердің жұмысшыларына ашық шағым тәртібі бар ма?
question-company-stakeholders = Жұмысшылардың, олардың өкілдерінің немесе өзге қатысы бар адамдардың пікірі сұралды ма?
question-company-remediation = Зиянды өтейтін тәртіп бар ма?
question-company-income_loss_remedy = Мәжбүрлі еңбекке қарсы шаралардан отбасылар айырылған табыс өтелді ме?
question-company-effectiveness = Шаралардың тиімділігі тексерілді ме?
question-company-documentation = Тиісті сақтық қадамдары жазылып, жазбалар сақтала ма?
question-company-information_requests = Мәлімет сұрауларына жазбаша әрі уақытында жауап беріле ме?
question-company-consultation = Ол иеленетін немесе басқаратын ұйымдардың пікірі сұралды ма?

question-company-report_published = Соңғы жылдың есебі немесе мәлімдемесі жарияланды ма?
question-company-report_approved = Оны кеңес немесе басқару органы мақұлдады ма?
question-company-report_signed = Оған директор немесе жауапты мүше қол қойды ма?
question-company-report_linked = Сайттың басты беті оған сілтей ме?
question-company-report_structure = Онда құрылым, қызмет және жеткізу тізбектері сипатталған ба?
question-company-report_risks = Онда тәуекелдер, олардың бағалануы мен басқарылуы сипатталған ба?
question-company-questionnaire_filed = Онымен бірге ведомствоның сауалнамасы тапсырылды ма?

question-company-chain_documents = Тізбектің әр қадамы үшін тапсырыстар, шоттар, тасымал құжаттары мен төлем растамалары бар ма?
question-company-production_records = Шикізатты тауармен деңгей сайын байланыстыратын өндіріс жазбалары бар ма?
question-company-flow_chart = Барлық тараптар мен олардың рөлдерінің сызбасы бар ма?
question-company-english_file = Іс қағаздары ағылшын тілінде, қысқаша шолумен және мазмұнымен жасалған ба?
question-company-seller_certificate = Шетелдік сатушы қол қойған шығу тегі туралы сертификат бар ма?
question-company-importer_statement = Шығу тегі мен еңбек қалай тексерілгені туралы импорттаушының мәлімдемесі бар ма?
question-company-product_codes = Тауарлар кеден кодтарымен белгіленген бе?
question-company-reply_in_time = Компания өз шараларын ведомствоға 30 жұмыс күнінде сипаттай алар ма еді?

question-company-employer_pays = Ол барлық жалдау шығынын жұмыс беруші төлейді деген қағиданы қабылдады ма?
question-company-recruiter_contracts = Жалдаушы делдалдармен шарттар алымдарға, әр қосалқы агентте де, тыйым сала ма?
question-company-data_protection = Жалдаушы делдалдар мен жұмыс берушілер жұмысшылардың деректерін құпия сақтай ма?
question-company-repayment_plan = Жұмысшылар төлеген алымдарды құқықтан бас тартусыз, ұстаусыз және қысым көрсетусіз қайтару жоспары бар ма?
question-company-repayment_verified = Қайтарудан кейін ол жұмысшылармен сұхбатта расталды ма?
