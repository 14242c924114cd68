# Russian texts of ca-s211. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Машинный перевод, носителем языка не проверен.

ruleset-title = Канада: закон о борьбе с принудительным и детским трудом в цепочках поставок
ruleset-description = Организации определённого размера до 31 мая каждого года сообщают, что сделали для предупреждения и сокращения принудительного и детского труда.

rule-report-made = Годовой отчёт составлен и опубликован.
rule-questionnaire-filed = Вместе с отчётом подан вопросник.
rule-structure-described = Описаны устройство, деятельность и цепочки поставок.
rule-policies-described = Есть правила и процессы должной осмотрительности, которые можно описать.
rule-risky-parts-known = Части дела и цепочки, где есть риск, известны.
rule-risks-described = Описаны риски и управление ими.
rule-remediation-described = Меры по возмещению вреда от принудительного и детского труда можно описать.
rule-findings-remedied = То, что наблюдалось, исправлено в течение года.
rule-income-loss-remedied = Потерянный доход уязвимых семей возмещён.
rule-training-given = Сотрудники обучены.
rule-effectiveness-assessed = Действенность оценена.
rule-report-approved = Руководящий орган одобрил отчёт.
rule-report-signed = Член руководящего органа его подписал.
