# Kazakh texts of csddd. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Машиналық аударма, тіл иесі тексермеген.

ruleset-title = Еуропалық одақ: Компаниялардың тұрақтылық саласындағы тиісті сақтығы туралы директива
ruleset-description = Өте ірі компаниялар өз тізбектеріндегі зиянды тауып, алдын алып, тоқтатып, өтеуі тиіс. Ұлттық заңдар мұны өз сөзімен айтады.

rule-due-diligence-integrated = Тиісті сақтық ережелер мен басқару жүйелеріне кіреді.
rule-policy-adopted = Тиісті сақтық саясаты қабылданған.
rule-impacts-mapped = Тізбек шикізат басталатын жерге дейін картаға түсірілген.
rule-severe-risks-examined = Зиян ең ауыр әрі ықтимал жерде орындар терең тексерілді.
rule-impacts-prioritised = Зиян ауырлығы мен ықтималдығы бойынша реттелген.
rule-prevention-planned = Жоғары не аса қауіпті деңгейдегі орындар үшін жоспарда шаралар бар.
rule-contracts-in-place = Жеткізушілермен шарттар міндетті әрі қарай тапсырады.
rule-impacts-ended = Байқалған нәрсе бір жыл ішінде тоқтатылды.
rule-remedy-provided = Зиянды өтейтін тәртіп бар.
rule-stakeholders-engaged = Жұмысшылардың, олардың өкілдерінің немесе өзге қатысы бар адамдардың пікірі сұралды.
rule-complaints-open = Шағым тәртібі жеткізушілердің жұмысшыларына ашық.
rule-measures-monitored = Шаралардың тиімділігі соңғы бес жылда тексерілді.
rule-report-published = Жылдық есеп жарияланды.
