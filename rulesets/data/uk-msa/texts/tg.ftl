# Tajik texts of uk-msa. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Тарҷумаи мошинӣ, соҳибзабон насанҷидааст.

ruleset-title = Британияи Кабир: Қонун дар бораи ғуломии муосир, шаффофияти занҷирҳои таъминот
ruleset-description = Ташкилотҳои тиҷоратии дорои гардиши аз 36 млн GBP ҳар сол изҳороте нашр мекунанд, ки шӯро тасдиқ ва директор имзо кардааст.

rule-statement-published = Изҳороти солона нашр шудааст.
rule-statement-approved = Шӯро онро тасдиқ кардааст.
rule-statement-signed = Директор онро имзо кардааст.
rule-statement-linked = Дар саҳифаи асосии сомона ба он пайванд ҳаст.
rule-structure-described = Сохтор, кор ва занҷирҳои таъминот тавсиф шудаанд.
rule-policies-in-place = Сиёсате ҳаст, ки тавсиф кардан мумкин аст.
rule-due-diligence-in-place = Равандҳои эҳтиёткории зарурӣ ҳастанд, ки тавсиф кардан мумкин аст.
rule-risky-parts-known = Қисмҳои хатарноки кор ва занҷир маълум ва ба тартиб дароварда шудаанд.
rule-effectiveness-measured = Самаранокӣ бо нишондодҳо чен карда мешавад.
rule-training-given = Кормандон таълим гирифтанд.
rule-indicators-reported = Назди таъминкунандагони бевосита ба нишондиҳандаҳои СБМ ҷавоб ҳаст ва ягонтоаш мушоҳида намешавад.
rule-partners-engaged = Шарикон ва одамони дахлдор ҷалб шуданд.
rule-complaints-reported = Дар бораи тартиби шикоят хабар додан мумкин аст.
rule-checks-reported = Дар ду соли охир назди таъминкунандагони бевосита аудит буд ё коргаронашон пурсида шуданд.
rule-remediation-reported = Дар бораи ҷуброни зарар хабар додан мумкин аст.
