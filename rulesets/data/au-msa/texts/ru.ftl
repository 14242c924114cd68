# Russian texts of au-msa. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Машинный перевод, носителем языка не проверен.

ruleset-title = Австралия: закон о современном рабстве
ruleset-description = Организации с консолидированной выручкой от 100 млн AUD каждый год подают заявление по семи критериям.

rule-statement-given = Годовое заявление подано.
rule-structure-described = Описаны устройство, работа и цепочки поставок.
rule-risks-known = Риски в работе и цепочках поставок известны и упорядочены.
rule-risks-described = Риски описаны.
rule-actions-taken = Для мест высокого или критического уровня риска в плане есть меры.
rule-due-diligence-in-place = Должная осмотрительность действует, и её можно описать.
rule-remediation-in-place = Есть порядок, по которому вред возмещается.
rule-findings-ended = То, что наблюдалось, прекращено в течение года.
rule-effectiveness-assessed = Действенность действий оценивается.
rule-entities-consulted = Спрошено мнение организаций, которыми владеют или управляют.
rule-statement-approved = Главный руководящий орган одобрил заявление.
rule-statement-signed = Ответственный член его подписал.
