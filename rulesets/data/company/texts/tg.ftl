# Tajik texts of company. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Тарҷумаи мошинӣ, соҳибзабон насанҷидааст.

ruleset-title = Саволҳо дар бораи худи ширкат
ruleset-description = Қонунҳо дар бораи худи ширкат чӣ мепурсанд; ҳар савол барои ҳамаи рӯйхатҳо як бор. Ҳуҷҷат нишон медиҳад, сухани худи ширкат нишон намедиҳад.

question-company-imports_us = Оё ширкат ба ИМА мол ворид мекунад ё ба касе мефурӯшад, ки ворид мекунад?
question-company-eu_market = Оё он молро ба бозори ИА мебарорад, дар он ҷо пешниҳод мекунад ё аз он ҷо мебарад?
question-company-eu_group = Оё он ё ширкати болоии ниҳоии он дар ИА таъсис ёфтааст?
question-company-business_germany = Оё идораи асосӣ, маъмурият ё филиали он дар Олмон аст?
question-company-business_uk = Оё он дар Британияи Кабир мол ё хизмат пешниҳод карда, фаъолият мебарад?
question-company-business_australia = Оё он ташкилоти австралиягӣ аст ё дар Австралия фаъолият мебарад?
question-company-business_canada = Оё он дар Канада ҷойи фаъолият, кор ё дороӣ дорад?
question-company-business_norway = Оё он дар Норвегия ҷойгир аст ё дар он ҷо мол ва хизмат пешниҳод карда, бояд андоз супорад?
question-company-listed_canada = Оё саҳмияҳои он дар биржаи Канада фурӯхта мешаванд?
question-company-employees = Шумораи кормандон дар тамоми ҷаҳон
question-company-employees_germany = Шумораи кормандон дар Олмон
question-company-full_time_equivalents = Шумораи кормандон ба ҳисоби рӯзи пурраи корӣ
question-company-turnover_eur = Гардиши софи солона дар тамоми ҷаҳон, EUR
question-company-turnover_eu_eur = Гардиши софи солона дар ИА, EUR
question-company-turnover_gbp = Гардиши умумии солона, GBP
question-company-revenue_aud = Даромади муттаҳиди солона, AUD
question-company-assets_cad = Дороиҳо, CAD
question-company-revenue_cad = Даромади солона, CAD
question-company-sales_nok = Даромади солона аз фурӯш, NOK
question-company-balance_nok = Маблағи тавозун, NOK

question-company-policy = Оё роҳбарияти олӣ сиёсати ҳуқуқи инсонро, ки меҳнати маҷбуриро ном мебарад, қабул кардааст?
question-company-responsible_person = Оё вазифаи номбаршуда барои ҳуқуқи инсон дар занҷири таъминот ҷавобгар аст?
question-company-due_diligence_system = Оё эҳтиёткории зарурӣ бо нақшҳо, қадамҳо ва сабтҳо ба низоми идоракунӣ дохил мешавад?
question-company-risk_analysis = Оё таҳлили хатар гузаронида шуда, натиҷааш ба роҳбарият расонида шудааст?
question-company-risk_analysis_on_occasion = Оё он вақте ки кор ё таъминкунандагон сахт тағйир ёфтанд ё хатарҳои нав маълум шуданд, нав карда шудааст?
question-company-prevention = Оё дар ҷойе, ки хатар ёфт шуд, чораҳои пешгирӣ ҳастанд?
question-company-supplier_contracts = Оё шартномаҳо бо таъминкунандагон меҳнати маҷбуриро манъ карда, вазифаро ба дигарон мегузаронанд?
question-company-training = Оё харидорон ва роҳбарон оид ба меҳнати маҷбурӣ омӯзонида шудаанд?
question-company-complaints = Оё тартиби шикоят барои коргарони таъминкунандагон кушода аст?
question-company-stakeholders = Оё назари коргарон, намояндагони онҳо ё дигар одамони дахлдор пурсида шудааст?
question-company-remediation = Оё тартиби ҷуброни зарар ҳаст?
question-company-income_loss_remedy = Оё даромади оилаҳо, ки аз чораҳои зидди меҳнати маҷбурӣ аз даст рафт, ҷуброн шудааст?
question-company-effectiveness = Оё самаранокии чораҳо санҷида шудааст?
question-company-documentation = Оё қадамҳои эҳтиёткории зарурӣ навишта ва сабтҳо нигоҳ дошта мешаванд?
question-company-information_requests = Оё ба дархостҳои маълумот хаттӣ ва сари вақт ҷавоб дода мешавад?
question-company-consultation = Оё назари ташкилотҳое, ки он соҳиб ё идора мекунад, пурсида шудааст?

question-company-report_published = Оё ҳисобот ё изҳороти соли охир нашр шудааст?
question-company-report_approved = Оё онро шӯро ё мақоми роҳбарикунанда тасдиқ кардааст?
question-company-report_signed = Оё онро директор ё аъзои масъул имзо кардааст?
question-company-report_linked = Оё дар саҳифаи асосии сомона ба он пайванд ҳаст?
question-company-report_structure = Оё дар он сохтор, фаъолият ва занҷирҳои таъминот тавсиф шудаанд?
question-company-report_risks = Оё дар он хатарҳо, баҳодиҳӣ ва идораи онҳо тавсиф шудаанд?
question-company-questionnaire_filed = Оё бо он саволномаи идора супурда шудааст?

question-company-chain_documents = Оё барои ҳар қадами занҷир фармоишҳо, ҳисобномаҳо, ҳуҷҷатҳои боркашонӣ ва тасдиқи пардохт ҳастанд?
question-company-production_records = Оё сабтҳои истеҳсолот ҳастанд, ки ашёи хомро бо мол зина ба зина мепайванданд?
question-company-flow_chart = Оё нақшаи ҳамаи тарафҳо бо нақшҳои онҳо ҳаст?
question-company-english_file = Оё парванда бо забони англисӣ, бо шарҳи кӯтоҳ ва мундариҷа тартиб дода шудааст?
question-company-seller_certificate = Оё сертификати баромади мол, ки фурӯшандаи хориҷӣ имзо кардааст, ҳаст?
question-company-importer_statement = Оё изҳороти воридкунанда дар бораи он ки баромад ва меҳнат чӣ тавр санҷида шуд, ҳаст?
question-company-product_codes = Оё молҳо бо рамзҳои гумрукӣ нишон дода шудаанд?
question-company-reply_in_time = Оё ширкат метавонист чораҳои худро ба идора дар 30 рӯзи корӣ тавсиф кунад?

question-company-employer_pays = Оё он принсипи аз ҷониби корфармо пардохт шудани ҳамаи хароҷоти кирояро қабул кардааст?
question-company-recruiter_contracts = Оё шартномаҳо бо миёнаравони кироя пардохтҳоро, аз ҷумла назди ҳар зерагент, манъ мекунанд?
question-company-data_protection = Оё миёнаравони кироя ва корфармоён маълумоти коргаронро махфӣ нигоҳ медоранд?
question-company-repayment_plan = Оё нақшаи баргардондани пардохтҳои коргарон бе даст кашидан аз ҳуқуқ, бе нигоҳдорӣ ва бе интиқом ҳаст?
question-company-repayment_verified = Оё баргардондан пас аз пардохт бо мусоҳибаҳои коргарон тасдиқ шудааст?
