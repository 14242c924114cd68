# Uzbek (Latin) texts of uk-msa. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Mashina tarjimasi, til sohibi tekshirmagan.

ruleset-title = Buyuk Britaniya: Zamonaviy qullik toʻgʻrisidagi qonun, taʼminot zanjirlarining ochiqligi
ruleset-description = Aylanmasi 36 mln GBP va undan koʻp tijorat tashkilotlari har yili kengash maʼqullagan va direktor imzolagan bayonot eʼlon qiladi.

rule-statement-published = Yillik bayonot eʼlon qilingan.
rule-statement-approved = Kengash uni maʼqullagan.
rule-statement-signed = Direktor uni imzolagan.
rule-statement-linked = Saytning bosh sahifasida unga havola bor.
rule-structure-described = Tuzilma, ish va taʼminot zanjirlari tavsiflangan.
rule-policies-in-place = Tavsiflash mumkin boʻlgan siyosat bor.
rule-due-diligence-in-place = Tavsiflash mumkin boʻlgan lozim darajadagi ehtiyotkorlik jarayonlari bor.
rule-risky-parts-known = Ish va zanjirning xavfli qismlari maʼlum va tartiblangan.
rule-effectiveness-measured = Samara koʻrsatkichlar bilan oʻlchanadi.
rule-training-given = Xodimlar oʻqitilgan.
rule-indicators-reported = Bevosita yetkazib beruvchilarda XMT belgilariga javob bor va hech biri kuzatilmaydi.
rule-partners-engaged = Hamkorlar va daxldor odamlar jalb qilingan.
rule-complaints-reported = Shikoyat tartibi haqida xabar berish mumkin.
rule-checks-reported = Oxirgi ikki yilda bevosita yetkazib beruvchilarda audit boʻlgan yoki ishchilari soʻralgan.
rule-remediation-reported = Zararni qoplash haqida xabar berish mumkin.
