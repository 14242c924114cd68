# Uzbek (Latin) texts of ca-s211. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Mashina tarjimasi, til sohibi tekshirmagan.

ruleset-title = Kanada: Taʼminot zanjirlarida majburiy mehnat va bolalar mehnatiga qarshi kurash toʻgʻrisidagi qonun
ruleset-description = Maʼlum hajmdagi tashkilotlar har yili 31-maygacha majburiy mehnat va bolalar mehnatining oldini olish va kamaytirish uchun nima qilganini xabar qiladi.

rule-report-made = Yillik hisobot tuzilib, eʼlon qilingan.
rule-questionnaire-filed = Hisobot bilan birga soʻrovnoma topshirilgan.
rule-structure-described = Tuzilma, faoliyat va taʼminot zanjirlari tavsiflangan.
rule-policies-described = Tavsiflash mumkin boʻlgan qoidalar va lozim darajadagi ehtiyotkorlik jarayonlari bor.
rule-risky-parts-known = Ish va zanjirning xavfli qismlari maʼlum.
rule-risks-described = Xavflar va ularni boshqarish tavsiflangan.
rule-remediation-described = Majburiy mehnat va bolalar mehnatidan yetgan zararni qoplash choralarini tavsiflash mumkin.
rule-findings-remedied = Kuzatilgan narsa bir yil ichida tuzatilgan.
rule-income-loss-remedied = Zaif oilalar yoʻqotgan daromad qoplangan.
rule-training-given = Ishlovchilar oʻqitilgan.
rule-effectiveness-assessed = Samara baholangan.
rule-report-approved = Boshqaruv organi hisobotni maʼqullagan.
rule-report-signed = Boshqaruv organi aʼzosi uni imzolagan.
