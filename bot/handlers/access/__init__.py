"""Who may use what: each route names one of these rules, and gets what the rule fetched.

Nothing that belongs to somebody is fetched anywhere else in the handlers.
"""
