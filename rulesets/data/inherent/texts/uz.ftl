# Uzbek (Latin) texts of inherent. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Mashina tarjimasi, til sohibi tekshirmagan.

ruleset-title = Majburiy mehnatning dastlabki ehtimoli, faqat yetkazib beruvchilar roʻyxati borlar uchun
ruleset-description = Mamlakat, soha, mahsulotlar, joy turi va ishchilar tarkibi, hali hech kim qaramasdan oldin: avval qayerga qarash kerak, u yerda nima borligi emas. Raqamlar ilo-11 dan olingan ekspert dastlabki baholari boʻlib, belgilangan holatlarda hali kalibrlanmagan.

# A band here is a place in the queue. The lowest is no clearance.
band-low = dastlabki past (hech kim qaramagan)
band-moderate = dastlabki oʻrtacha
band-elevated = dastlabki koʻtarilgan
band-high = dastlabki yuqori
band-critical = dastlabki oʻta xavfli
