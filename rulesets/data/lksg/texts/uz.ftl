# Uzbek (Latin) texts of lksg. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Mashina tarjimasi, til sohibi tekshirmagan.

ruleset-title = Germaniya: Taʼminot zanjirlarida lozim darajadagi ehtiyotkorlik toʻgʻrisidagi qonun
ruleset-description = Germaniyada xodimi koʻp kompaniyalar oʻz ishida va bevosita yetkazib beruvchilarda inson huquqlariga xavflarni boshqarishi, bilvosita yetkazib beruvchilar haqida bilganiga qarab harakat qilishi kerak.

rule-risk-management = Xavfni boshqarish barcha muhim jarayonlarga kiradi.
rule-responsible-person = Xavfni boshqarishni belgilangan lavozim nazorat qiladi.
rule-risk-analysis-yearly = Oxirgi yilda xavf tahlili qilinib, rahbariyatga yetkazilgan.
rule-risk-analysis-on-occasion = Ish yoki yetkazib beruvchilar katta oʻzgarganda yoki yangi xavflar maʼlum boʻlganda xavf tahlili yangilangan.
rule-direct-suppliers-assessed = Har bir bevosita yetkazib beruvchi yetarli qamrov bilan baholangan.
rule-risks-prioritised = Xavflar oʻlchanib, tartiblangan.
rule-policy-statement = Tamoyillar haqida bayonot qabul qilingan.
rule-prevention-in-place = Oldini olish choralari bor.
rule-supplier-contracts = Bevosita yetkazib beruvchilar bilan shartnomalar talablarni keyingilarga oʻtkazadi.
rule-training-given = Oʻqitish oʻtkazilgan.
rule-violations-ended = Kuzatilgan narsa bir yil ichida toʻxtatilgan yoki kamaytirilgan.
rule-remedy-planned = Zararni tez toʻxtatib boʻlmaydigan joyda reja bu qanday qilinishini aytadi.
rule-complaints-procedure = Shikoyat tartibi ochiq.
rule-indirect-suppliers-examined = Buzilish belgilari bor bilvosita yetkazib beruvchilar tekshirilgan.
rule-measures-effective = Choralarning samarasi oxirgi yilda tekshirilgan.
rule-documented = Majburiyatlar bajarilishi yozilib, yetti yil saqlanadi.
