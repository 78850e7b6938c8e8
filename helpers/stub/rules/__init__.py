"""What LINE checks in a request beyond the SDK's models, as pure functions.

Here: no state and no clock. Not here: the words of the refusals (`helpers.line.error_details`).
"""
