"""Narrowcast in pictures: the condition editor, the funnel, the progress of a request.

Here: drawing. Not here: whom a narrowcast selects (`helpers.targeting`).
"""
