"""Everything panels, cards and checks say, in every language of the course: one folder a language, one module a topic.

>>> texts("en")("card.charge", count=3)
'counted toward the monthly quota: 3'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from helpers.text.languages import LANGUAGES, ORIGINAL

__all__ = ["LANGUAGES", "ORIGINAL", "Texts", "plain", "texts"]


@dataclass(frozen=True)
class Texts:
    """One language's catalogue; call it with a key to get a sentence."""

    lang: str
    catalogue: Mapping[str, str]
    mode: str = "practice"  # "live" marks everything it is used for

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the text of `key` with `values` filled in; an unknown key or a missing value is a KeyError."""
        return self.catalogue[key].format(**values)

    def has(self, key: str) -> bool:
        """Whether the catalogue knows `key`."""
        return key in self.catalogue

    def name(self, name: str) -> str:
        """How this language calls a person, group or account of the cast; every other name stays itself."""
        return self.catalogue.get(f"cast.{name}", name)

    def __repr__(self) -> str:
        """Short: a catalogue of hundreds of lines helps nobody in a traceback."""
        return f"Texts({self.lang!r})"


@cache
def texts(lang: str) -> Texts:
    """Return the catalogue of `lang` (one of `LANGUAGES`); ValueError names the languages there are."""
    if lang not in LANGUAGES:
        raise ValueError(f"unknown language {lang!r}: choose one of {', '.join(LANGUAGES)}")
    return Texts(lang, _catalogue(f"{__name__}.{LANGUAGES[lang]}"))


def _catalogue(package: str) -> dict[str, str]:
    """Return the texts of every module in a language's folder: one module a topic."""
    folder = import_module(package)
    topics = sorted(module.name for module in iter_modules(folder.__path__))
    return {key: text for topic in topics for key, text in import_module(f"{package}.{topic}").TEXT.items()}


def plain(text: str) -> str:
    """Return a text for where code cannot be marked: the backticks around names go."""
    return text.replace("`", "")
