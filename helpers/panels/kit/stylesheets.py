"""The style of everything the lab shows, as CSS to put into each output.

Outputs stand alone: a saved notebook keeps them apart, so each carries the rules it needs and no more. The rules are in
``css/``, one file a subject; a sheet is several of them.

Colours derive from two: the page's text and background, which JupyterLab, Notebook, Voila and VS Code name in variables
and any other page has as system colours; so light and dark follow by themselves. Tints mix a hue into those two and
keep contrast.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

#: The files of each kind of output, in the order of the cascade.
SHEETS = {
    "card": ("base", "surface", "table", "pairs", "card", "stack"),
    "phones": ("base", "phones", "chat"),
    "cast": ("base", "cast"),
    "setup": ("base", "surface", "table", "setup", "stack"),
    "history": ("base", "surface", "table", "history", "stack"),
    "timeline": ("base", "surface", "table", "timeline"),
    "world": ("base", "surface", "controls", "panel", "switch", "world"),
    "past": ("base", "past"),
    "check": ("base", "surface", "controls", "panel", "pairs", "code", "check"),
    "quiz": ("base", "surface", "controls", "panel", "quiz"),
    "start": ("base", "surface", "controls", "panel", "start_over"),
    "progress": ("base", "surface", "table", "progress", "progress_narrow"),
    "class": ("base", "surface", "table", "progress", "class_table"),
    "stage": ("base", "code_colours", "stage"),
    "replay": ("base", "surface", "controls", "panel", "code", "replay"),
    "narrowcast": ("base", "surface", "table", "controls", "panel", "pairs", "narrowcast"),
    "campaign": ("base", "surface", "table", "controls", "panel", "campaign"),
    "projector": ("base", "controls", "panel", "switch", "projector_switch"),
    "form": ("base", "controls", "form_frame", "form_controls", "builder", "code_colours"),
    "bench": ("base", "bench"),
}


@cache
def style(kind: str) -> str:
    """Return the ``<style>`` element of a kind of output. Raises KeyError for one that is not in `SHEETS`."""
    return scoped_style(kind, rules(*SHEETS[kind]))


def scoped_style(kind: str, css: str) -> str:
    """Return a ``<style>`` element in which `&` is the root of a kind of output, so that kinds never touch each other.

    The root has two classes because JupyterLab's own rules for outputs are specific (``.jp-RenderedHTMLCommon …``).
    """
    return style_element(css.replace("&", f".lab.lab-{kind}"))


def style_element(css: str) -> str:
    """Return a ``<style>`` element."""
    return f"<style>{css}</style>"


@cache
def rules(*names: str) -> str:
    """Return the rules of these files of ``css/`` in one line, for every output carries them."""
    folder = files(__package__) / "css"
    return "".join(minified((folder / f"{name}.css").read_text(encoding="utf-8")) for name in names)


def minified(css: str) -> str:
    """Return the same rules without comments and without the spaces they can do without; strings stay as they are.

    >>> minified("/* Both. */ & li + li, & b::before { margin: 0 0.5rem; content: 'a, b'; }")
    "& li+li,& b::before{margin:0 .5rem;content:'a, b'}"
    """
    pieces = re.split(r"""("[^"]*"|'[^']*')""", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))
    return "".join(piece if index % 2 else _squeezed(piece) for index, piece in enumerate(pieces)).strip()


def _squeezed(css: str) -> str:
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,>!]) ?|(?<=:) ", r"\1", css)
    css = re.sub(r" \+ (?=[^{};]*\{)", "+", css)  # between selectors; a sum in `calc` needs its spaces
    css = re.sub(r"(?<![\w.)])0(?=\.\d)", "", css)
    return css.replace(";}", "}")
