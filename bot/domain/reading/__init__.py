"""How the bot reads what members type: counts, danger signs, wishes, house rules."""
