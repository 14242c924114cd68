# Uzbek (Latin) texts of recruitment. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Mashina tarjimasi, til sohibi tekshirmagan.

ruleset-title = Adolatli yollash
ruleset-description = Ishchilar ish uchun nima va qanday shartda toʻlagani, guruhma-guruh: XMTning 2019-yilgi taʼrifi boʻyicha toʻlovlar va tegishli xarajatlar, Dakka va IRIS tamoyillari, daromad oylarida hisoblangan xarajat va qaytarish.

rule-no-recruitment-fees = Ishchilar yollash toʻlovini toʻlamaydi.
rule-no-related-costs = Ishchilar tegishli xarajatlarni koʻtarmaydi: tibbiyot, sugʻurta, sinovlar, oʻqitish, jihoz, yoʻl, rasmiylashtirish.
rule-no-illegitimate-costs = Ishchilar pora, garov, yashirin ulush va boshqa noqonuniy xarajatlarni koʻtarmaydi.
rule-employer-pays = Kompaniya yollashning barcha xarajatini ish beruvchilar toʻlaydi degan tamoyilni qabul qilgan.
rule-recruiters-bound = Yollovchi vositachilar va quyi agentlar bilan shartnomalar toʻlovlarni taqiqlaydi.
rule-equal-treatment = Fuqaroligi, jinsi yoki millatiga qarab bir xil ishga boshqa haq yoki sharoit oladigan hech kim yoʻq.
rule-no-children-recruited = 18 yoshga toʻlmagan migrantlar yollanmaydi.
rule-contracts-clear = Shartnomalar ishchilar tushunadigan tilda tuziladi va almashtirilmaydi.
rule-documents-with-workers = Ishchilarning hujjatlari oʻzlarida.
rule-wages-paid = Bu guruhlarning ish beruvchilarida ish haqi muntazam va bevosita toʻlanadi.
rule-workers-represented = Mustaqil kasaba uyushmalari yoki saylangan vakillar ishchilar bilan uchrasha oladi.
rule-work-and-housing-decent = Bu guruhlarning ish beruvchilarida ish xavfsiz, turar joy munosib.
rule-remedy-accessible = Ishchilar shikoyat tartibi va zararni qoplashdan foydalana oladi.
rule-data-protected = Ishchilar maʼlumotlari maxfiy saqlanadi.
rule-free-to-leave = Ishchilar erkin keta oladi va garov qoldirmagan.
rule-no-tying-debt = Hech qanday qarz ishchilarni ish beruvchi yoki yollovchi vositachiga bogʻlab qoʻymaydi.
rule-cost-below-one-month = Yollash xarajati bir oylik daromaddan kam.
rule-cost-below-three-months = Yollash xarajati uch oylik daromaddan kam.
rule-cost-plausible = Aytilgan xarajat yoʻlak uchun eʼlon qilinganiga mos keladi yoki tilxat yoki suhbatga tayanadi.
rule-repayment-planned = Toʻlovlarni huquqdan voz kechishsiz, ushlab qolishsiz va taʼqibsiz qaytarish rejasi bor.
rule-fees-repaid = Ishchilar toʻlagani kelganidan keyin bir yil ichida qaytarilgan.
rule-repayment-verified = Toʻlovdan keyingi suhbatlar buni tasdiqlagan.
