"""The texts in Traditional Chinese, one module a topic; this language is the original."""
