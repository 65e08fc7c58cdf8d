"""Files for people outside of Telegram: rows in, the text of a table or a page out."""
