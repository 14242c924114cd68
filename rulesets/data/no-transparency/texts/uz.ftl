# Uzbek (Latin) texts of no-transparency. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Mashina tarjimasi, til sohibi tekshirmagan.

ruleset-title = Norvegiya: Shaffoflik toʻgʻrisidagi qonun
ruleset-description = Yirik korxonalar inson huquqlari va munosib mehnat boʻyicha lozim darajadagi ehtiyotkorlik koʻrsatadi, hisobot eʼlon qiladi va soʻragan har kimga javob beradi.

rule-responsibility-embedded = Masʼuliyat qoidalarda mustahkamlangan.
rule-impacts-identified = Har bir bevosita yetkazib beruvchi yetarli qamrov bilan baholangan.
rule-impacts-ranked = Zarar ogʻirlik va ehtimol boʻyicha saralangan.
rule-measures-planned = Yuqori yoki oʻta xavfli darajadagi joylar uchun rejada choralar bor.
rule-impacts-ended = Kuzatilgan narsa bir yil ichida toʻxtatilgan.
rule-results-tracked = Choralarning natijalari kuzatib boriladi.
rule-stakeholders-informed = Daxldor odamlar eshitilib, xabardor qilingan.
rule-remedy-in-place = Zararni qoplash tartibi bor.
rule-account-published = Yillik hisobot eʼlon qilingan.
rule-account-describes = Unda amaldagi zarar, jiddiy xavflar, choralar va natijalar tavsiflangan.
rule-account-signed = U imzolangan.
rule-requests-answered = Maʼlumot soʻrovlariga yozma va oʻz vaqtida javob beriladi.
