"""Meetings: who comes, who came, what was counted and spoken of there."""
