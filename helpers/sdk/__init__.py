"""LINE's SDK read as a schema: its models, its checks and its operations.

Here: what the SDK says about itself. Not here: what LINE checks beyond it (`helpers.stub.rules`).
"""
