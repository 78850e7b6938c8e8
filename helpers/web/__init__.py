"""Plumbing of the web that knows nothing of LINE: ASGI types, the server thread, loopback addresses."""
