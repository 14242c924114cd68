# Tajik texts of inherent. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Тарҷумаи мошинӣ, соҳибзабон насанҷидааст.

ruleset-title = Эҳтимоли ибтидоии меҳнати маҷбурӣ, барои онҳое, ки танҳо рӯйхати таъминкунандагон доранд
ruleset-description = Кишвар, соҳа, молҳо, навъи ҷой ва ҳайати коргарон, пеш аз он ки касе назар кунад: аввал ба куҷо нигаристан лозим, на он чи дар он ҷо ҳаст. Рақамҳо аз ilo-11 гирифта шудаанд, баҳои пешакии коршиносон мебошанд ва ҳанӯз дар ҳолатҳои нишонагузоришуда калибрӣ нашудаанд.

# A band here is a place in the queue. The lowest is no clearance.
band-low = ибтидоии паст (касе назар накардааст)
band-moderate = ибтидоии миёна
band-elevated = ибтидоии баландтар аз миёна
band-high = ибтидоии баланд
band-critical = ибтидоии бениҳоят хатарнок
