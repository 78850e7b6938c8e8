"""Live mode: the same notebooks against LINE itself, through one gate that counts and asks.

A lab goes live in `mode`, through the `door`. From then on each request passes the `relay` (which alone holds the
token) and the `gate`, and is tried by `retry` until it is settled.
"""
