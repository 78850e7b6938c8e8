"""What the course adds to the lab: exercises, quizzes, demos, progress and copies of the lessons.

Here: data and verdicts. Not here: how they are drawn (`helpers.panels.course`) and their sentences (`helpers.text`).
"""
