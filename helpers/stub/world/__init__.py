"""Who lives in the practice world and what they see: people, groups, phones, the clock.

Here: people and their attributes. Not here: requests and answers.
"""
