# Kazakh texts of lksg. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Машиналық аударма, тіл иесі тексермеген.

ruleset-title = Германия: Жеткізу тізбектеріндегі тиісті сақтық туралы заң
ruleset-description = Германияда қызметкері көп компаниялар өз ісінде және тікелей жеткізушілерде адам құқықтарына төнетін тәуекелдерді басқаруы, жанама жеткізушілер туралы білгеніне қарай әрекет етуі тиіс.

rule-risk-management = Тәуекелді басқару барлық маңызды үдеріске кіреді.
rule-responsible-person = Тәуекелді басқаруды аталған лауазым қадағалайды.
rule-risk-analysis-yearly = Соңғы жылда тәуекел талдауы жасалып, басшылыққа жеткізілді.
rule-risk-analysis-on-occasion = Іс не жеткізушілер қатты өзгергенде немесе жаңа тәуекелдер белгілі болғанда тәуекел талдауы жаңартылды.
rule-direct-suppliers-assessed = Әр тікелей жеткізуші жеткілікті қамтумен бағаланған.
rule-risks-prioritised = Тәуекелдер өлшеніп, реттелген.
rule-policy-statement = Қағидалар туралы мәлімдеме қабылданған.
rule-prevention-in-place = Алдын алу шаралары бар.
rule-supplier-contracts = Тікелей жеткізушілермен шарттар талаптарды әрі қарай тапсырады.
rule-training-given = Оқыту өткізілді.
rule-violations-ended = Байқалған нәрсе бір жыл ішінде тоқтатылды не азайтылды.
rule-remedy-planned = Зиянды тез тоқтату мүмкін емес жерде жоспар мұның қалай жасалатынын айтады.
rule-complaints-procedure = Шағым тәртібі ашық.
rule-indirect-suppliers-examined = Бұзушылық белгісі бар жанама жеткізушілер тексерілді.
rule-measures-effective = Шаралардың тиімділігі соңғы жылда тексерілді.
rule-documented = Міндеттердің орындалуы жазылып, жеті жыл сақталады.
