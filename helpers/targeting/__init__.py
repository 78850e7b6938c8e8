"""Whom a request will reach: forecasts, conditions of a narrowcast and what is wrong with them.

Here: computing. Not here: drawing (`helpers.panels.narrowcast`).
"""
