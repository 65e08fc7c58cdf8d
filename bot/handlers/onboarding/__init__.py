"""Onboarding: invitation, language, notice, consent, and the name of the patient."""

from bot.handlers.onboarding import join as join
from bot.handlers.onboarding import spoken_name as spoken_name
