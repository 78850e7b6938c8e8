"""Requests to begin with: good ones, and ones that the SDK or LINE will stop.

Here: the requests and what must happen before them. Not here: their names and notes (`helpers.text`).
"""
