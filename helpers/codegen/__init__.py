"""Turn a draft of a request into code a learner can run.

Here: Python with the SDK, JSON, curl and PowerShell. Not here: drawing the code (`helpers.panels`).
"""
