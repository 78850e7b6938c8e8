"""The LINE platform on this computer: the far end the SDK talks to when practising.

Nothing in this package knows of Jupyter, panels or `helpers.lab`.
"""
