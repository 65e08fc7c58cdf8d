"""Stories, from the first word to the last trace."""
