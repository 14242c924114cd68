# Kyrgyz texts of inherent. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Машиналык котормо, тил ээси текшерген эмес.

ruleset-title = Мажбурлап иштетүүнүн баштапкы ыктымалдуулугу, жеткирүүчүлөрдүн тизмеси гана барлар үчүн
ruleset-description = Өлкө, тармак, товарлар, жердин түрү жана жумушчулардын курамы, эч ким карай электе: адегенде каякты кароо керек, ал жерде эмне бары эмес. Сандар ilo-11ден алынган, эксперттик алгачкы баалар, белгиленген учурларда али калибрленген эмес.

# A band here is a place in the queue. The lowest is no clearance.
band-low = баштапкы төмөн (эч ким караган эмес)
band-moderate = баштапкы орточо
band-elevated = баштапкы көтөрүңкү
band-high = баштапкы жогору
band-critical = баштапкы өтө кооптуу
