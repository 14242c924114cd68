# Uzbek (Latin) texts of us-section-307. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Mashina tarjimasi, til sohibi tekshirmagan.

ruleset-title = AQSh: Tariflar toʻgʻrisidagi qonunning 307-moddasi
ruleset-description = Toʻliq yoki qisman majburiy mehnat bilan yasalgan mahsulotni olib kirish mumkin emas. Bojxona ularni ushlab turish buyruqlari va xulosalar bilan toʻxtatadi; importchi mahsulot yaroqliligini, ishlab chiqaruvchi har bir belgi boʻyicha zarar bartaraf etilganini koʻrsatadi.

rule-no-turkmen-cotton = Turkmanistondagi hech bir joy paxta yoki undan yasalgan mahsulot chiqarmaydi va yetkazmaydi.
rule-orders-unlisted = Zanjirning hech bir tomoni tovarni ushlab turish buyrugʻida yoki xulosada tilga olinmagan.
rule-eleven-indicators-answered = Bunday buyruqlari bor mamlakatning har bir joyida XMTning oʻn bir belgisiga javob bor va hech biri kuzatilmaydi.
rule-audits-unannounced = Yuqori yoki oʻta xavfli darajadagi joylarda oxirgi ikki yilda eʼlon qilinmagan mustaqil audit boʻlgan.
rule-findings-remediated = Kuzatilganlarning hech biri ochiq qolmagan.
rule-chain-mapped = Ishlab chiqaruvchilar, fabrikalar, xoʻjaliklar va qayta ishlovchilar xaritaga tushirilgan.
rule-policy-and-proof = Majburiy mehnat boʻyicha siyosat qabul qilingan, choralarning samarasi tekshirilgan.
rule-remediation-plan = Zararni qoplash tartibi bor.
rule-seller-certificate = Chet ellik sotuvchi kelib chiqish sertifikatini imzolagan.
rule-importer-statement = Importchi kelib chiqishi va mehnat qanday tekshirilganini bildirgan.
