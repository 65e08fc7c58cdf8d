"""Erasure of what a person said, at their wish: completely, and touching nobody else.

Erased are their counts, answers, voice messages, pictures, stories and choices. Kept are what the
clinic entered itself, and alerts; closed alerts lose their words. Totals that others can read
(attendance, "me too", helped by a story) do not change: a total that falls by one would show who
was counted in it.
"""
