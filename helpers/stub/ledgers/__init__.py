"""What the platform remembers, one ledger a module: quota, retry keys, reply tokens, deliveries.

Here: state and its rules of change. Not here: HTTP.
"""
