"""One open session: the client, the far end it talks to, and every exchange so far.

Here: what panels, exercises and live mode share. Not here: anything that is drawn.
"""
