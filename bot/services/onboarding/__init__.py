"""Onboarding: invitations, consent to care, membership in groups, names."""
