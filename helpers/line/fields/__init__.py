"""The fields of messages as data: what each takes, and where LINE documents it.

Here: tables, and the words they are written in. Not here: what a body is checked with (`helpers.stub.rules`).
"""
