# Uzbek (Latin) texts of uflpa. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Mashina tarjimasi, til sohibi tekshirmagan.

ruleset-title = AQSh: Uygʻurlarning majburiy mehnatining oldini olish qonuni
ruleset-description = Toʻliq yoki qisman Shinjonda yoki roʻyxatdagi tashkilot yasagan mahsulotlar majburiy mehnat bilan yasalgan deb hisoblanadi va AQShga kiritilmaydi. Importchi bunday aloqa yoʻqligini yoki faraz notoʻgʻriligini koʻrsatadi.

rule-origin-outside-region = Zanjirning hech bir joyi Shinjonda emas.
rule-entities-unlisted = Zanjirning hech bir tomoni UFLPA tashkilotlar roʻyxatida yoʻq.
rule-chain-traced = Zanjir xomashyo boshlanadigan joygacha kuzatilgan.
rule-links-documented = Mahsulot oʻtadigan har bir bogʻlanish hujjat yoki tashrif bilan tasdiqlangan.
rule-chain-papers = Har bir qadam uchun buyurtma, hisob-faktura, tashish hujjati va toʻlov tasdigʻi bor.
rule-parties-charted = Chizma barcha tomonlar va ularning vazifalarini koʻrsatadi.
rule-file-readable = Hujjatlar jildi ingliz tilida, qisqa bayon va mundarija bilan tuzilgan.
rule-production-recorded = Ishlab chiqarish yozuvlari xomashyoni mahsulot bilan bosqichma-bosqich bogʻlaydi.
rule-due-diligence-system = Lozim darajadagi ehtiyotkorlik tizimi ishlaydi.
rule-chain-managed = Yetkazib beruvchilarga oid shartnoma va choralar majburiy mehnatga yoʻl qoʻymaydi.
rule-no-forced-labour-at-chinese-sites = Xitoydagi har bir joyda har bir belgiga javob bor va hech biri kuzatilmaydi.
rule-priority-goods-examined = Xitoyda ustuvor sohalar mahsulotini yasaydigan joylar eʼlon qilmasdan borib yoki ishchilari orqali tekshirilgan.
