"""The style of condition trees, and the word it shows between two conditions of a group."""

from __future__ import annotations

from functools import cache

from helpers.panels.kit.stylesheets import rules, scoped_style
from helpers.text import LANGUAGES, texts


@cache
def tree_css() -> str:
    """Return the ``<style>`` element of trees, for a frame of the kind "form"."""
    words = "".join(_between(lang, operator) for lang in LANGUAGES for operator in ("and", "or"))
    return scoped_style("form", rules("base", "condition_tree") + words)


def _between(lang: str, operator: str) -> str:
    """Return the rule for the word between two conditions of a group: the one in the sentence they become."""
    word = texts(lang)(f"narrowcast.condition.{operator}").strip(" ,，")
    group = f"& .lab-{lang} .lab-{operator}"
    return f'{group}>.lab-parts>.lab-node+.lab-node::before{{content:"{word}"}}'
