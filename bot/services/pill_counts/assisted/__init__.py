"""Assisted counts: a voice or a photo of the strips goes to people who count from it.

It goes to nurses and coordinators of the clinic, and to leaders of the group if the person allowed
that; never into a group. The first helper to give a number ends the request, and the others see
that it is done.
"""
