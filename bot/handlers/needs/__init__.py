"""Needs: what a group lacks. Members raise and join needs, leaders word and forward them."""
