"""The style of the condition tree; it stands inside a frame of `form_style`."""

from __future__ import annotations

from functools import cache

from helpers.panels.kit.stylesheets import sheet
from helpers.text import LANGUAGES, texts

_TREE = """
& .lab-tree{gap:.9rem}
& .lab-tree .lab-none{height:auto;color:var(--soft);line-height:1.5;white-space:normal}
& .lab-tree .lab-said p{line-height:1.6}
& .lab-tree .lab-node{gap:.7rem}
& .lab-tree .lab-leaf{gap:.2rem;padding:.7rem 1rem .75rem;border:1px solid var(--line);border-radius:10px}
& .lab-tree .lab-group .lab-group{padding:.1rem 0 .1rem 1rem;border-left:3px solid var(--line)}
& .lab-tree .lab-line{flex-flow:row wrap;align-items:flex-end;justify-content:space-between;gap:.4rem 1.2rem}
& .lab-tree .lab-fields{flex:1 1 13rem;flex-flow:row wrap;align-items:flex-end;gap:.5rem .8rem;min-width:0}
& .lab-tree .lab-fields>.widget-dropdown{flex:1 1 6rem;max-width:9rem;min-width:0}
& .lab-tree .lab-fields>.lab-name.lab-name,& .lab-tree .lab-fields>.widget-text{flex:1 1 15rem;max-width:none;
min-width:0}
& .lab-tree .lab-fields>.widget-textarea{flex:1 1 100%}
& .lab-tree .lab-fields>.widget-checkbox,& .lab-tree .lab-kind{display:flex;align-items:center;min-height:2.5em}
& .lab-tree .lab-fields>.widget-checkbox .widget-label-basic{font-weight:400}
& .lab-tree .lab-kind{width:auto;height:auto;font-weight:600;line-height:1.5}
& .lab-tree .lab-chips{flex:1 1 100%;flex-flow:row wrap;gap:.4rem}
& .lab-tree .lab-acts{flex:0 1 auto;flex-flow:row wrap;align-items:center;justify-content:flex-end;gap:.1rem;
min-height:2.5em;margin-left:auto}
& .lab-tree .lab-line>.widget-dropdown{flex-flow:row wrap;align-items:center;gap:.2rem .7rem;flex:0 1 auto;
min-width:0}
& .lab-tree .lab-line>.widget-dropdown>.widget-label{margin:0}
& .lab-tree .lab-line>.widget-dropdown>select{flex:0 1 auto;width:auto;max-width:100%}
& .lab-tree .lab-parts{gap:0}
& .lab-tree .lab-parts>.lab-node+.lab-node{position:relative;margin-top:2.1rem}
& .lab-tree .lab-parts>.lab-node+.lab-node::before{position:absolute;top:-1.85rem;left:1rem;color:var(--soft);
font-weight:600;line-height:1.6}
& .lab-tree .lab-parts>.lab-group+.lab-node::before,& .lab-tree .lab-parts>.lab-node+.lab-group::before{left:1rem}
& .lab-tree .lab-add{flex-flow:row wrap;align-items:center;gap:.4rem .5rem}
& .lab-tree .lab-add>.widget-label{width:auto;height:auto;margin:0 .3rem 0 0;color:var(--soft);line-height:1.5}
@container (max-width:30rem){& .lab-tree .lab-leaf{padding:.55rem .7rem .6rem}
& .lab-tree .lab-group .lab-group{padding-left:.6rem}}
"""


@cache
def tree_css() -> str:
    """The ``<style>`` element of trees."""
    return sheet("form", _TREE + "".join(_between(lang, found) for lang in LANGUAGES for found in ("and", "or")))


def _between(lang: str, found: str) -> str:
    """The word that stands between two conditions of a group: that of the sentence they become."""
    word = texts(lang)(f"narrowcast.words.{found}").strip(" ,，")
    group = f"& .lab-{lang.partition('-')[0]} .lab-{found}"
    return f'{group}>.lab-parts>.lab-node+.lab-node::before{{content:"{word}"}}\n'
