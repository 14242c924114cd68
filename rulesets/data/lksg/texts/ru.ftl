# Russian texts of lksg. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Машинный перевод, носителем языка не проверен.

ruleset-title = Германия: закон о должной осмотрительности в цепочках поставок
ruleset-description = Компании с большим числом сотрудников в Германии должны управлять рисками для прав человека у себя и у прямых поставщиков и действовать, когда узнают о непрямых.

rule-risk-management = Управление рисками входит во все значимые процессы.
rule-responsible-person = Названная должность следит за управлением рисками.
rule-risk-analysis-yearly = За последний год проведён анализ рисков и доложен руководству.
rule-risk-analysis-on-occasion = Анализ рисков обновлён, когда дело или поставщики сильно изменились или стали известны новые риски.
rule-direct-suppliers-assessed = Каждый прямой поставщик оценён с достаточным охватом.
rule-risks-prioritised = Риски взвешены и упорядочены.
rule-policy-statement = Принято заявление о принципах.
rule-prevention-in-place = Меры предупреждения действуют.
rule-supplier-contracts = Договоры с прямыми поставщиками передают ожидания дальше.
rule-training-given = Обучение проведено.
rule-violations-ended = То, что наблюдалось, прекращено или уменьшено в течение года.
rule-remedy-planned = Где вред нельзя прекратить скоро, план говорит, как это будет сделано.
rule-complaints-procedure = Порядок подачи жалоб открыт.
rule-indirect-suppliers-examined = Непрямые поставщики с признаками нарушений проверены.
rule-measures-effective = Действенность мер проверена за последний год.
rule-documented = Выполнение обязанностей записывается и хранится семь лет.
