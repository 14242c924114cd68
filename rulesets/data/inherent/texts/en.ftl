# English texts of inherent, where they differ from ilo-11.

ruleset-title = Inherent likelihood of forced labour, for those who have only a list of suppliers
ruleset-description = Country, sector, goods, kind of place and workforce, before anybody has looked: where to look first, not what is there. The numbers are those of ilo-11, expert priors that are not yet calibrated on labelled cases.

# A band here is a place in the queue. The lowest is no clearance.
band-low = low inherent (nobody has looked)
band-moderate = moderate inherent
band-elevated = elevated inherent
band-high = high inherent
band-critical = critical inherent
