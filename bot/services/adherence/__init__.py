"""Adherence: what pill counts, refills and regimens of patients show, summarised and reported."""
