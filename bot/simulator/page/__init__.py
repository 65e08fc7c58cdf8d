"""The page itself; a package so that its files are installed with the rest."""
