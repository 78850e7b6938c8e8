"""Live mode: the same notebooks against LINE itself, through one gate that counts and asks.

`go_live` connects a session to LINE where `refusal` allows it. From then on each request passes the `proxy` (which
alone holds the token) and the `consent_gate`, and is tried by `retry` until it is settled.
"""
