"""The English texts, one module a topic."""
