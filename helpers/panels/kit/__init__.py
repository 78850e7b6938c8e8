"""The one toolkit all panels are made of: markup, style sheets, controls, fields, safe callbacks.

Here: what more than one panel needs. Not here: anything that knows a send method.
"""
