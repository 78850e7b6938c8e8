"""The phone that lives: ``lab.phone("小美")`` shows what she sees as it changes, and takes typing and taps.

Here: the widget, its JavaScript, and what stands under the phone. Not here: how messages look (``results/``) and what a
tap does (`helpers.session.taps`).
"""
