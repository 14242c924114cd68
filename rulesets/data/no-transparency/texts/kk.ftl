# Kazakh texts of no-transparency. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Машиналық аударма, тіл иесі тексермеген.

ruleset-title = Норвегия: Ашықтық туралы заң
ruleset-description = Ірі кәсіпорындар адам құқықтары мен лайықты еңбек бойынша тиісті сақтық танытады, есеп жариялайды және сұраған әркімге жауап береді.

rule-responsibility-embedded = Жауапкершілік ережелерде бекітілген.
rule-impacts-identified = Әр тікелей жеткізуші жеткілікті қамтумен бағаланған.
rule-impacts-ranked = Зиян ауырлық пен ықтималдық бойынша сараланған.
rule-measures-planned = Жоғары не аса қауіпті деңгейдегі орындар үшін жоспарда шаралар бар.
rule-impacts-ended = Байқалған нәрсе бір жыл ішінде тоқтатылды.
rule-results-tracked = Шаралардың нәтижелері қадағаланады.
rule-stakeholders-informed = Қатысы бар адамдар тыңдалып, хабардар етілді.
rule-remedy-in-place = Зиянды өтейтін тәртіп бар.
rule-account-published = Жылдық есеп жарияланды.
rule-account-describes = Онда іс жүзіндегі зиян, елеулі тәуекелдер, шаралар мен нәтижелер сипатталған.
rule-account-signed = Оған қол қойылған.
rule-requests-answered = Мәлімет сұрауларына жазбаша әрі уақытында жауап беріледі.
