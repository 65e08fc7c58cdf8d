"""What the reminders ask the database: who is due, paused, unanswered, or to be greeted."""
