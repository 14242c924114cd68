# Uzbek (Latin) texts of company. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Mashina tarjimasi, til sohibi tekshirmagan.

ruleset-title = Kompaniyaning oʻzi haqida savollar
ruleset-description = Qonunlar kompaniyaning oʻzi haqida nimani soʻraydi; barcha roʻyxatlar uchun har bir savol bir marta. Hujjat koʻrsatadi, kompaniyaning oʻz soʻzi koʻrsatmaydi.

question-company-imports_us = Kompaniya AQShga mahsulot olib kiradimi yoki olib kiradigan kimsaga sotadimi?
question-company-eu_market = U mahsulotni YeI bozoriga chiqaradimi, u yerda taklif qiladimi yoki undan tashqariga chiqaradimi?
question-company-eu_group = U yoki uning eng yuqori bosh kompaniyasi YeIda tuzilganmi?
question-company-business_germany = Uning bosh idorasi, boshqaruvi yoki filiali Germaniyadami?
question-company-business_uk = U Buyuk Britaniyada mahsulot yoki xizmat taklif qilib, ish yuritadimi?
question-company-business_australia = U Avstraliya tashkilotimi yoki Avstraliyada ish yuritadimi?
question-company-business_canada = Uning Kanadada faoliyat joyi, ishi yoki aktivi bormi?
question-company-business_norway = U Norvegiyada joylashganmi yoki u yerda mahsulot va xizmat taklif qilib, soliq toʻlashi kerakmi?
question-company-listed_canada = Uning aksiyalari Kanada birjasida sotiladimi?
question-company-employees = Butun dunyodagi xodimlar soni
question-company-employees_germany = Germaniyadagi xodimlar soni
question-company-full_time_equivalents = Toʻliq ish kuniga hisoblangan xodimlar soni
question-company-turnover_eur = Butun dunyodagi yillik sof aylanma, EUR
question-company-turnover_eu_eur = YeIdagi yillik sof aylanma, EUR
question-company-turnover_gbp = Umumiy yillik aylanma, GBP
question-company-revenue_aud = Jamlangan yillik tushum, AUD
question-company-assets_cad = Aktivlar, CAD
question-company-revenue_cad = Yillik tushum, CAD
question-company-sales_nok = Sotuvdan yillik tushum, NOK
question-company-balance_nok = Balans summasi, NOK

question-company-policy = Oliy rahbariyat majburiy mehnat tilga olingan inson huquqlari siyosatini qabul qilganmi?
question-company-responsible_person = Taʼminot zanjiridagi inson huquqlari uchun belgilangan lavozim javob beradimi?
question-company-due_diligence_system = Lozim darajadagi ehtiyotkorlik vazifalari, qadamlari va yozuvlari bilan boshqaruv tizimlariga kiradimi?
question-company-risk_analysis = Xavf tahlili qilinib, natijasi rahbariyatga yetkazilganmi?
question-company-risk_analysis_on_occasion = Ish yoki yetkazib beruvchilar katta oʻzgarganda yoki yangi xavflar maʼlum boʻlganda u yangilanganmi?
question-company-prevention = Xavf topilgan joyda oldini olish choralari bormi?
question-company-supplier_contracts = Yetkazib beruvchilar bilan shartnomalar majburiy mehnatni taqiqlab, majburiyatni keyingilarga oʻtkazadimi?
question-company-training = Xaridchilar va rahbarlar majburiy mehnat boʻyicha oʻqitilganmi?
question-company-complaints = Yetkazib beruvchilarning ishchilari uchun ochiq shikoyat tartibi bormi?
question-company-stakeholders = Ishchilar, ularning vakillari yoki daxldor boshqa odamlarning fikri soʻralganmi?
question-company-remediation = Zararni qoplash tartibi bormi?
question-company-income_loss_remedy = Majburiy mehnatga qarshi choralar tufayli oilalar yoʻqotgan daromad qoplanganmi?
question-company-effectiveness = Choralarning samarasi tekshirilganmi?
question-company-documentation = Lozim darajadagi ehtiyotkorlik qadamlari yozilib, yozuvlar saqlanadimi?
question-company-information_requests = Maʼlumot soʻrovlariga yozma va oʻz vaqtida javob beriladimi?
question-company-consultation = U egalik qiladigan yoki boshqaradigan tashkilotlarning fikri soʻralganmi?

question-company-report_published = Oxirgi yil hisoboti yoki bayonoti eʼlon qilinganmi?
question-company-report_approved = Uni kengash yoki boshqaruv organi maʼqullaganmi?
question-company-report_signed = Uni direktor yoki masʼul aʼzo imzolaganmi?
question-company-report_linked = Saytning bosh sahifasida unga havola bormi?
question-company-report_structure = Unda tuzilma, faoliyat va taʼminot zanjirlari tavsiflanganmi?
question-company-report_risks = Unda xavflar, ularni baholash va boshqarish tavsiflanganmi?
question-company-questionnaire_filed = U bilan birga idoraning soʻrovnomasi topshirilganmi?

question-company-chain_documents = Zanjirning har bir qadami uchun buyurtma, hisob-faktura, tashish hujjati va toʻlov tasdigʻi bormi?
question-company-production_records = Xomashyoni mahsulot bilan bosqichma-bosqich bogʻlaydigan ishlab chiqarish yozuvlari bormi?
question-company-flow_chart = Barcha tomonlar va ularning vazifalari chizmasi bormi?
question-company-english_file = Hujjatlar jildi ingliz tilida, qisqa bayon va mundarija bilan tuzilganmi?
question-company-seller_certificate = Chet ellik sotuvchi imzolagan kelib chiqish sertifikati bormi?
question-company-importer_statement = Kelib chiqishi va mehnat qanday tekshirilgani haqida importchining bayonoti bormi?
question-company-product_codes = Mahsulotlar bojxona kodlari bilan belgilanganmi?
question-company-reply_in_time = Kompaniya oʻz choralarini idoraga 30 ish kunida tavsiflab bera olarmidi?

question-company-employer_pays = U yollashning barcha xarajatini ish beruvchi toʻlaydi degan tamoyilni qabul qilganmi?
question-company-recruiter_contracts = Yollovchi vositachilar bilan shartnomalar toʻlovlarni, har bir quyi agentda ham, taqiqlaydimi?
question-company-data_protection = Yollovchi vositachilar va ish beruvchilar ishchilar maʼlumotlarini maxfiy saqlaydimi?
question-company-repayment_plan = Ishchilar toʻlagan pullarni huquqdan voz kechishsiz, ushlab qolishsiz va taʼqibsiz qaytarish rejasi bormi?
question-company-repayment_verified = Qaytarish toʻlangandan keyin ishchilar bilan suhbatda tasdiqlanganmi?
