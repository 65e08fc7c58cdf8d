import bot.delivery.departures as d
o=d.Departures._let_go
def l(self):
    print("leave", self._clock(), self._pacer._floods, self._pacer.closed()); o(self)
d.Departures._let_go=l
from tests.delivery.test_faults import test_7_a_flood_silences_everybody_and_costs_no_try as test_x
