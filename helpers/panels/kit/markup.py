"""Small pieces of HTML. Everything that is not ours to write goes through `esc`."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from helpers.panels.kit.stylesheets import rules, style, style_element
from helpers.text import Texts

# JupyterLab's table of contents lists headings of outputs unless told not to; older Notebooks use the second name.
HEADING = "jp-toc-ignore tocSkip"

# JupyterLab's single keys (x cuts the cell) listen on the page. An output has no script of its own (page.js is that of
# panels), and needs none for this: keys with Ctrl, Alt or Command pass, and so do those with which one leaves.
_KEEP_KEYS = "event.ctrlKey||event.metaKey||event.altKey||/^(Escape|Tab)$/.test(event.key)||event.stopPropagation()"


def esc(value: object) -> str:
    """Return any value as text that HTML shows and never obeys."""
    return html.escape(str(value))


def rich(text: str) -> str:
    """Return a text of the catalogue, escaped, with what is between backticks as code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", esc(text))


def root(css_class: str, parts: Iterable[str], sheet: str, say: Texts, *, live: bool = False) -> str:
    """Return one output: its own style, its language, its parts. `live` has screen readers announce it.

    What talks to LINE itself (``say.mode``) says so first, and looks it.
    """
    announced = ' role="status" aria-live="polite"' if live else ""
    mode, mark = ("", "") if say.mode == "practice" else (f' data-mode="{esc(say.mode)}"', live_mark(say))
    keys = f' onkeydown="{_KEEP_KEYS}"'
    opening = f'<div class="lab {css_class}" lang="{esc(say("lang.tag"))}"{mode}{announced}{keys}>'
    return f"{opening}{style(sheet)}{mark}{''.join(parts)}</div>"


def live_mark(say: Texts) -> str:
    """Return the mark of live mode, in words and in colour."""
    return f'{style_element(rules("live"))}<p class="lab-live-mark">{esc(say("live.mark"))}</p>'


def row(cells: Iterable[str], css_class: str = "") -> str:
    """Return a table row whose first cell is its header; cells are HTML."""
    first, *rest = cells
    opening = f'<tr class="{css_class}">' if css_class else "<tr>"
    return f'{opening}<th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in rest)}</tr>'


def reachable(name: str, role: str = "group") -> str:
    """Return the attributes of what scrolls: the keyboard must be able to reach it, and screen readers name it."""
    return f'tabindex="0" role="{role}" aria-label="{esc(name)}"'


def table(caption: str, columns: Iterable[str], rows: Iterable[str], *, titled: bool = False) -> str:
    """Return a table of rows (HTML) with column headers and a caption, which is left out under a heading (`titled`)."""
    heads = "".join(f'<th scope="col">{esc(column)}</th>' for column in columns)
    return (
        f'<div class="lab-scroll" {reachable(caption)}><table>'
        f"{'' if titled else f'<caption>{esc(caption)}</caption>'}"
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )
