# Uzbek (Latin) texts of au-msa. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Mashina tarjimasi, til sohibi tekshirmagan.

ruleset-title = Avstraliya: Zamonaviy qullik toʻgʻrisidagi qonun
ruleset-description = Jamlangan tushumi 100 mln AUD va undan koʻp tashkilotlar har yili yetti mezon boʻyicha bayonot beradi.

rule-statement-given = Yillik bayonot berilgan.
rule-structure-described = Tuzilma, ishlar va taʼminot zanjirlari tavsiflangan.
rule-risks-known = Ishlar va taʼminot zanjirlaridagi xavflar maʼlum va tartiblangan.
rule-risks-described = Xavflar tavsiflangan.
rule-actions-taken = Yuqori yoki oʻta xavfli darajadagi joylar uchun rejada choralar bor.
rule-due-diligence-in-place = Lozim darajadagi ehtiyotkorlik ishlaydi va uni tavsiflash mumkin.
rule-remediation-in-place = Zararni qoplash tartibi bor.
rule-findings-ended = Kuzatilgan narsa bir yil ichida toʻxtatilgan.
rule-effectiveness-assessed = Harakatlarning samarasi baholanadi.
rule-entities-consulted = Egalik qilinadigan va boshqariladigan tashkilotlarning fikri soʻralgan.
rule-statement-approved = Asosiy boshqaruv organi bayonotni maʼqullagan.
rule-statement-signed = Masʼul aʼzo uni imzolagan.
