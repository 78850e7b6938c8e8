"""The instructor's controls of the practice world.

Here: the panel. Not here: what its switches do (`helpers.session.world_controls`).
"""
