# Russian texts of inherent. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Машинный перевод, носителем языка не проверен.

ruleset-title = Исходная вероятность принудительного труда, для тех, у кого есть только список поставщиков
ruleset-description = Страна, отрасль, товары, вид места и состав работников, прежде чем кто-либо посмотрел: куда смотреть сначала, а не что там есть. Числа взяты из ilo-11, это экспертные априорные оценки, ещё не откалиброванные на размеченных случаях.

# A band here is a place in the queue. The lowest is no clearance.
band-low = низкая исходная (никто не смотрел)
band-moderate = умеренная исходная
band-elevated = повышенная исходная
band-high = высокая исходная
band-critical = критическая исходная
