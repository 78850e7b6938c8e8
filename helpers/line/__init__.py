"""Facts of LINE as code: limits, send methods, error bodies, plans, patterns of ids.

Here: what LINE documents, each with its reference. Not here: anything that keeps state (`helpers.stub`).
"""
