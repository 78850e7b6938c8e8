"""Panels of live mode: going live, the webhook desk and the webhooks that arrived.

Here: drawing. Not here: any decision about sending to real people (`helpers.live`).
"""
