"""What the bot asks by itself: counts and check-ins, their budget, pauses, greetings."""
