# Tajik texts of au-msa. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Тарҷумаи мошинӣ, соҳибзабон насанҷидааст.

ruleset-title = Австралия: Қонун дар бораи ғуломии муосир
ruleset-description = Ташкилотҳои дорои даромади муттаҳиди аз 100 млн AUD ҳар сол аз рӯйи ҳафт меъёр изҳорот медиҳанд.

rule-statement-given = Изҳороти солона дода шудааст.
rule-structure-described = Сохтор, корҳо ва занҷирҳои таъминот тавсиф шудаанд.
rule-risks-known = Хатарҳо дар корҳо ва занҷирҳои таъминот маълум ва ба тартиб дароварда шудаанд.
rule-risks-described = Хатарҳо тавсиф шудаанд.
rule-actions-taken = Барои ҷойҳои дараҷаи баланд ё бениҳоят хатарнок дар нақша чораҳо ҳастанд.
rule-due-diligence-in-place = Эҳтиёткории зарурӣ амал мекунад ва онро тавсиф кардан мумкин аст.
rule-remediation-in-place = Тартиби ҷуброни зарар ҳаст.
rule-findings-ended = Он чи мушоҳида шуд, дар давоми як сол қатъ шуд.
rule-effectiveness-assessed = Самаранокии амалҳо баҳо дода мешавад.
rule-entities-consulted = Назари ташкилотҳои тобеъ ва идорашаванда пурсида шуд.
rule-statement-approved = Мақоми асосии роҳбарикунанда изҳоротро тасдиқ кардааст.
rule-statement-signed = Аъзои масъул онро имзо кардааст.
