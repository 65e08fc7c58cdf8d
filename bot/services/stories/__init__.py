"""Stories of members: submission, consent, review, retelling, publishing, library, withdrawal.

A story belongs to its teller. Each layer of its audience has a consent of its own, and a withdrawal
deletes the story from the database and from every chat that the bot can reach.
"""
