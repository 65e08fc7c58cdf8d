"""Which sentences a native speaker and a clinician have to read, and where each is said."""
