"""/kahani and the book key: tell a story, hear others', review for a group, withdraw."""
