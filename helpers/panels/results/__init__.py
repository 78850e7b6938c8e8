"""What came of a request: its card, its route, the phones, the history and the timeline.

Here: HTML for outputs, without ipywidgets, so that it is quick to import. Not here: anything one can click.
"""
