"""Privacy: stopping, and erasing what a person said."""
