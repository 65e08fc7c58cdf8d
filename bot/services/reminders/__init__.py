"""What the bot asks of its own accord, within its budget, and when it stops asking."""
