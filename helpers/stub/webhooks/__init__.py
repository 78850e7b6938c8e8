"""Events, how they are signed and delivered, and the bots that receive them.

Here: the way from LINE to a bot. Not here: what people do to cause an event (`person_actions`).
"""
