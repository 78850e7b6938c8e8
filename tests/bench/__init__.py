"""``python -m tests.bench``: how much the lab adds, measured side by side in one run."""
