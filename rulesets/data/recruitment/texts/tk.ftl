# Turkmen texts of recruitment. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Maşyn terjimesi, dil eýesi tarapyndan barlanmady.

ruleset-title = Adalatly hakyna tutmak
ruleset-description = Işgärleriň iş üçin näme we nähili şertde töländigi, topar-topar: HZG-niň 2019-njy ýyl kesgitlemesi boýunça tölegler we degişli çykdajylar, Dakka we IRIS ýörelgeleri, girdeji aýlarynda hasaplanan çykdajy we gaýtaryş.

rule-no-recruitment-fees = Işgärler hakyna tutma tölegini tölemeýärler.
rule-no-related-costs = Işgärler degişli çykdajylary çekmeýärler: lukmançylyk, ätiýaçlandyryş, synaglar, okuw, enjam, ýol, resmileşdirme.
rule-no-illegitimate-costs = Işgärler para, girew, gizlin paý we beýleki bikanun çykdajylary çekmeýärler.
rule-employer-pays = Kompaniýa hakyna tutmagyň ähli çykdajysyny iş berijiler töleýär diýen ýörelgäni kabul etdi.
rule-recruiters-bound = Hakyna tutýan araçylar we kiçi agentler bilen şertnamalar tölegleri gadagan edýär.
rule-equal-treatment = Raýatlygyna, jynsyna ýa-da milletine görä bir işe başga hak ýa-da şert alýan hiç kim ýok.
rule-no-children-recruited = 18 ýaşa ýetmedik migrantlar hakyna tutulmaýar.
rule-contracts-clear = Şertnamalar işgärleriň düşünýän dilinde düzülýär we çalşylmaýar.
rule-documents-with-workers = Işgärleriň resminamalary özlerinde.
rule-wages-paid = Bu toparlaryň iş berijilerinde zähmet haky yzygiderli we gönüden-göni tölenýär.
rule-workers-represented = Garaşsyz kärdeşler arkalaşyklary ýa-da saýlanan wekiller işgärler bilen duşuşyp bilýär.
rule-work-and-housing-decent = Bu toparlaryň iş berijilerinde iş howpsuz, ýaşaýyş jaýy mynasyp.
rule-remedy-accessible = Işgärler şikaýat tertibinden we öwez dolmadan peýdalanyp bilýärler.
rule-data-protected = Işgärleriň maglumatlary gizlin saklanýar.
rule-free-to-leave = Işgärler erkin gidip bilýärler we girew goýmadylar.
rule-no-tying-debt = Hiç bir karz işgärleri iş berijä ýa-da hakyna tutýan araça baglamaýar.
rule-cost-below-one-month = Hakyna tutma çykdajysy bir aýlyk girdejiden az.
rule-cost-below-three-months = Hakyna tutma çykdajysy üç aýlyk girdejiden az.
rule-cost-plausible = Aýdylan çykdajy geçelge üçin çap edilene laýyk gelýär ýa-da dil hatyna ýa söhbetdeşlige daýanýar.
rule-repayment-planned = Tölegleri hukukdan el çekmesiz, tutumsyz we arsyz gaýtarmak meýilnamasy bar.
rule-fees-repaid = Işgärleriň tölänleri gelenden soň bir ýylyň dowamynda gaýtaryldy.
rule-repayment-verified = Tölegden soňky söhbetdeşlikler muny tassyklady.
