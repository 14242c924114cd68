# Uzbek (Latin) texts of csddd. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Mashina tarjimasi, til sohibi tekshirmagan.

ruleset-title = Yevropa Ittifoqi: Kompaniyalarning barqarorlik sohasidagi lozim darajadagi ehtiyotkorligi toʻgʻrisidagi direktiva
ruleset-description = Juda yirik kompaniyalar oʻz zanjirlaridagi zararni topishi, oldini olishi, toʻxtatishi va qoplashi kerak. Milliy qonunlar buni oʻz soʻzi bilan aytadi.

rule-due-diligence-integrated = Lozim darajadagi ehtiyotkorlik qoidalar va boshqaruv tizimlariga kiradi.
rule-policy-adopted = Lozim darajadagi ehtiyotkorlik siyosati qabul qilingan.
rule-impacts-mapped = Zanjir xomashyo boshlanadigan joygacha xaritaga tushirilgan.
rule-severe-risks-examined = Zarar eng ogʻir va ehtimolli boʻlgan joylar chuqur tekshirilgan.
rule-impacts-prioritised = Zarar ogʻirligi va ehtimoli boʻyicha tartiblangan.
rule-prevention-planned = Yuqori yoki oʻta xavfli darajadagi joylar uchun rejada choralar bor.
rule-contracts-in-place = Yetkazib beruvchilar bilan shartnomalar majburiyatni keyingilarga oʻtkazadi.
rule-impacts-ended = Kuzatilgan narsa bir yil ichida toʻxtatilgan.
rule-remedy-provided = Zararni qoplash tartibi bor.
rule-stakeholders-engaged = Ishchilar, ularning vakillari yoki daxldor boshqa odamlarning fikri soʻralgan.
rule-complaints-open = Shikoyat tartibi yetkazib beruvchilarning ishchilari uchun ochiq.
rule-measures-monitored = Choralarning samarasi oxirgi besh yilda tekshirilgan.
rule-report-published = Yillik hisobot eʼlon qilingan.
