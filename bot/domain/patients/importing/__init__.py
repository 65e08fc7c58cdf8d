"""A clinic's list of patients, medicines and what was handed out, as a spreadsheet saves it."""
