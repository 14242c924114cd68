# Turkmen texts of uflpa. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Maşyn terjimesi, dil eýesi tarapyndan barlanmady.

ruleset-title = ABŞ: Uýgurlaryň mejbury zähmetiniň öňüni alyş kanuny
ruleset-description = Doly ýa-da bölekleýin Sinszýanda ýa-da sanawdaky gurama tarapyndan ýasalan harytlar mejbury zähmet bilen ýasalan hasaplanýar we ABŞ-a goýberilmeýär. Importçy şeýle baglanyşygyň ýokdugyny ýa-da çaklamanyň nädogrudygyny görkezýär.

rule-origin-outside-region = Zynjyryň hiç bir ýeri Sinszýanda däl.
rule-entities-unlisted = Zynjyryň hiç bir tarapy UFLPA guramalarynyň sanawynda ýok.
rule-chain-traced = Zynjyr çig malyň başlanýan ýerine çenli yzarlandy.
rule-links-documented = Haryt geçýän her baglanyşyk resminama ýa-da baryp görmek bilen tassyklandy.
rule-chain-papers = Her ädim üçin sargytlar, hasaplar, daşama resminamalary we töleg subutnamalary bar.
rule-parties-charted = Çyzgy ähli taraplary we olaryň wezipelerini görkezýär.
rule-file-readable = Iş kagyzlary iňlis dilinde, gysga beýan we mazmun bilen düzüldi.
rule-production-recorded = Önümçilik ýazgylary çig maly haryt bilen basgançak boýunça baglanyşdyrýar.
rule-due-diligence-system = Degişli ägälik ulgamy işleýär.
rule-chain-managed = Üpjün edijilere degişli şertnamalar we çäreler mejbury zähmete ýol bermeýär.
rule-no-forced-labour-at-chinese-sites = Hytaýdaky her ýerde her görkezijä jogap bar we hiç biri görülmeýär.
rule-priority-goods-examined = Hytaýda ileri tutulýan pudaklaryň harydyny ýasaýan ýerler habar bermän baryp ýa-da işgärleriniň üsti bilen barlandy.
