"""The page of phones: its scripts, the state that it shows and the actions of its buttons."""
