"""Rules about meetings: dates, attendance, registers."""
