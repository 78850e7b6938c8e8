"""What a panel says once its kernel is gone: Jupyter leaves it on the screen, but nothing in it answers any more.

Python cannot say so, for it is gone too. ipywidgets marks each of its widgets by a class, which a style sheet can heed.
"""

from __future__ import annotations

from typing import TypeVar

from ipywidgets import Box

from helpers.text import Texts

B = TypeVar("B", bound=Box)

#: The class of the outermost box of a panel.
PANEL = "lab-panel"
# Without the second rule ipywidgets draws a broken chain before every label, box and field.
_RULES = """
.PANEL.jupyter-widgets-disconnected::before{content:"WORDS";display:block;box-sizing:border-box;align-self:stretch;
max-width:46rem;margin:0 0 .8rem;padding:.7rem 1rem;border-radius:8px;
background:color-mix(in srgb,currentColor 9%,transparent);color:var(--jp-content-font-color1,CanvasText);
font:600 var(--jp-content-font-size1,14px)/1.6 system-ui,sans-serif}
.PANEL .jupyter-widgets-disconnected::before{display:none}
"""


def gone(say: Texts) -> str:
    """The ``<style>`` element that has a panel say so."""
    return f"<style>{_RULES.replace('PANEL', PANEL).replace('WORDS', say('panel.gone'))}</style>"


def says_when_gone(panel: B) -> B:
    """Have this panel say so; the rules of `gone` must stand in it. Returns it."""
    panel.add_class(PANEL)
    return panel
