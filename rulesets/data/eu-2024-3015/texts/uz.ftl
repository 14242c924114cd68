# Uzbek (Latin) texts of eu-2024-3015. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Mashina tarjimasi, til sohibi tekshirmagan.

ruleset-title = Yevropa Ittifoqi: Majburiy mehnat toʻgʻrisidagi reglament
ruleset-description = Majburiy mehnat bilan yasalgan mahsulotni, qayerdan boʻlmasin va hajm chegarasisiz, Ittifoq bozoriga chiqarish yoki undan olib ketish mumkin emas. Buzilishni idora isbotlaydi; kompaniyadan nimani bilgani va nima qilgani soʻraladi.

rule-severity-ranked = Joylar ogʻirligi va ehtimoli boʻyicha tartiblangan.
rule-volumes-known = Har bir bevosita yetkazib beruvchi beradigan narsaning qiymati maʼlum.
rule-share-known = Mahsulotdagi shubhali qismning ulushi oʻn foiz bandigacha aniqlikda maʼlum.
rule-no-registered-pattern = Zanjirning hech bir joyida ixtiyorsiz ish va majburlash birga qayd etilmagan; har bir belgiga javob bor.
rule-no-state-imposed-labour = Zanjirning hech bir joyida davlat majburlagan mehnat yoʻq.
rule-chain-traced = Zanjir xomashyo boshlanadigan joygacha kuzatilgan.
rule-high-risk-examined = Yuqori yoki oʻta xavfli darajadagi joylar eʼlon qilmasdan borib yoki ishchilari orqali tekshirilgan.
rule-measures-planned = Yuqori yoki oʻta xavfli darajadagi joylar uchun rejada choralar bor.
rule-findings-ended = Kuzatilgan narsa bir yil ichida toʻxtatilgan.
rule-remedy-in-place = Zararni qoplash tartibi bor.
rule-complaints-open = Shikoyat tartibi yetkazib beruvchilarning ishchilari uchun ochiq.
rule-due-diligence = Majburiy mehnat boʻyicha lozim darajadagi ehtiyotkorlik boshqaruv tizimlariga kiradi.
rule-products-identified = Mahsulotlar bojxona kodlari bilan belgilangan.
rule-reply-in-time = Kompaniya oʻz choralarini 30 ish kunida tavsiflab bera olardi.
rule-owner-named = Idoraga javob beradigan kishi belgilangan.
