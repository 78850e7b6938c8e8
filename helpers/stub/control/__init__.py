"""Control of the practice world over HTTP, under ``/_lab/``, for programs outside the notebook.

Here: routes, input and views. Not here: LINE's own paths (`helpers.stub.operations`).
"""
