# Tajik texts of ca-s211. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Тарҷумаи мошинӣ, соҳибзабон насанҷидааст.

ruleset-title = Канада: Қонун дар бораи мубориза бо меҳнати маҷбурӣ ва меҳнати кӯдакон дар занҷирҳои таъминот
ruleset-description = Ташкилотҳои андозаи муайян ҳар сол то 31 май хабар медиҳанд, ки барои пешгирӣ ва кам кардани меҳнати маҷбурӣ ва меҳнати кӯдакон чӣ карданд.

rule-report-made = Ҳисоботи солона тартиб дода ва нашр шудааст.
rule-questionnaire-filed = Бо ҳисобот саволнома супурда шудааст.
rule-structure-described = Сохтор, фаъолият ва занҷирҳои таъминот тавсиф шудаанд.
rule-policies-described = Қоидаҳо ва равандҳои эҳтиёткории зарурӣ ҳастанд, ки тавсиф кардан мумкин аст.
rule-risky-parts-known = Қисмҳои хатарноки кор ва занҷир маълуманд.
rule-risks-described = Хатарҳо ва идораи онҳо тавсиф шудаанд.
rule-remediation-described = Чораҳои ҷуброни зарар аз меҳнати маҷбурӣ ва меҳнати кӯдаконро тавсиф кардан мумкин аст.
rule-findings-remedied = Он чи мушоҳида шуд, дар давоми як сол ислоҳ шуд.
rule-income-loss-remedied = Даромади аздастрафтаи оилаҳои осебпазир ҷуброн шуд.
rule-training-given = Кормандон омӯзонида шуданд.
rule-effectiveness-assessed = Самаранокӣ баҳо дода шуд.
rule-report-approved = Мақоми роҳбарикунанда ҳисоботро тасдиқ кардааст.
rule-report-signed = Аъзои мақоми роҳбарикунанда онро имзо кардааст.
