"""Commands for maintainers: building the notebooks, looking for secrets.

Here: what runs from a terminal. Not here: anything a lesson imports.
"""
