"""Privacy: whether a consent that was given still holds."""
