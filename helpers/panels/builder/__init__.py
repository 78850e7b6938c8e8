"""The request builder: a form, the code it amounts to, and the button that sends.

Here: the panel and its parts. Not here: the conditions of a narrowcast (`helpers.panels.narrowcast`).
"""
