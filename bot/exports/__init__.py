"""Files for people outside: rows in, text out."""
