"""What each exit code means. Only CONFIGURATION is of no use to start again."""

DONE = 0
TO_MEND = 1
"""The command did what it could; an operator has to put something right."""
USAGE = 2
"""The command was typed wrongly."""
PART_ENDED = 70
"""A part ended, or an error of the program: starting again helps, or at least hides nothing."""
TRY_LATER = 75
"""The database or the port is not there just now."""
CONFIGURATION = 78
"""A setting is wrong, or the database is another version's: only an operator can put it right."""
