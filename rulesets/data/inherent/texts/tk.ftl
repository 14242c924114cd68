# Turkmen texts of inherent. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Maşyn terjimesi, dil eýesi tarapyndan barlanmady.

ruleset-title = Mejbury zähmetiň başlangyç ähtimallygy, diňe üpjün edijileriň sanawy barlar üçin
ruleset-description = Ýurt, pudak, harytlar, ýeriň görnüşi we işgärleriň düzümi, entek hiç kim seretmänkä: ilki nirä seretmeli, ol ýerde nämäniň bardygy däl. Sanlar ilo-11-den alnan bilermen başlangyç bahalary bolup, belliklenen ýagdaýlarda entek kalibrlenmedi.

# A band here is a place in the queue. The lowest is no clearance.
band-low = başlangyç pes (hiç kim seretmedi)
band-moderate = başlangyç ortaça
band-elevated = başlangyç ýokarlanan
band-high = başlangyç ýokary
band-critical = başlangyç örän howply
