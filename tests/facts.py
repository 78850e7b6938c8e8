"""The project's facts of LINE (docs/line-platform-facts.md): its sections, and the anchors and pages it lists."""

from __future__ import annotations

import re
from functools import cache

from helpers.line.limits import GUIDE, REFERENCE
from helpers.paths import ROOT

FACTS = ROOT / "docs" / "line-platform-facts.md"

#: Sections: "facts 6", "facts 1.4 and 1.5", "facts 2.1-2.3".
_SECTIONS = re.compile(r"\bfacts (\d+(?:\.\d+)?(?:(?:, | and |-)\d+(?:\.\d+)?)*)")
#: One kind of citation each: how section 15 lists it, and how it may be written.
_CITATIONS = {
    "REF#": re.compile(rf"(?:\bREF|{re.escape(REFERENCE.removeprefix('https://'))})#([\w-]+)"),
    "DOC/": re.compile(rf"(?:\bDOC/|{re.escape(GUIDE.removeprefix('https://'))}|docs/messaging-api/)([\w-]+)"),
    "NEWS ": re.compile(r"\bNEWS (\d{4}-\d\d-\d\d)"),
    "FAQ ": re.compile(r"\bFAQ (\d{4}-\d\d-\d\d)"),
}


@cache
def facts() -> str:
    return FACTS.read_text(encoding="utf-8")


@cache
def sections() -> frozenset[str]:
    """The numbers of its sections, e.g. ``4`` and ``4.2``."""
    return frozenset(re.findall(r"^#{2,3} (\d+(?:\.\d+)?)\.? ", facts(), re.MULTILINE))


@cache
def listed() -> frozenset[str]:
    """What section 15 lists, e.g. ``REF#send-push-message`` or ``DOC/pricing``."""
    section = facts().partition("\n## 15. ")[2]
    return frozenset(re.findall(r"`((?:REF#|DOC/|NEWS |FAQ )[\w-]+)`", section))


def legend() -> set[str]:
    """The letters of the marks that section 0 explains."""
    return set(re.findall(r"\*\*\[([A-Z])\]\*\*", facts().partition("\n## 1. ")[0]))


def short(anchor: str) -> str:
    """How the list writes an anchor of the code: ``#rate-limits`` is of the reference, ``pricing/`` is a guide."""
    return f"REF{anchor}" if anchor.startswith("#") else f"DOC/{anchor.rstrip('/')}"


def cited(text: str) -> set[str]:
    """Every anchor, page and piece of news that `text` cites."""
    return {kind + name for kind, pattern in _CITATIONS.items() for name in pattern.findall(text)}


def cited_sections(text: str) -> set[str]:
    return {number for found in _SECTIONS.findall(text) for number in re.findall(r"\d+(?:\.\d+)?", found)}


def unresolved(text: str) -> set[str]:
    """What `text` cites and the facts do not have."""
    return {f"facts {n}" for n in cited_sections(text) - sections()} | (cited(text) - listed())
