"""The stage: ``lab.stage("reply")`` plays a demo on one screen, for a room that looks at a projector.

Here: how far a demo is and what the room guessed, the drawing, and the widget with its JavaScript. Not here: the demos
and what runs them (`helpers.course`), and how phones and cards look (``results/``).
"""
