"""Panels of the course: exercise results, quizzes, progress, replays of demos, the price calculator.

Here: drawing. Not here: judging and counting (`helpers.course`).
"""
