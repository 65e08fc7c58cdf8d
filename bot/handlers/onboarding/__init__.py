"""Coming in: the invitation, language, notice, consent, and the name to be called by."""

from bot.handlers.onboarding import join as join
from bot.handlers.onboarding import spoken_name as spoken_name
