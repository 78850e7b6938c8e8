"""Everything panels, cards and checks say, in the course's two languages.

>>> texts("en")("card.charge", count=3)
'taken from the monthly quota: 3'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from helpers.text import (
    builder_en,
    builder_zh_TW,
    campaign_en,
    campaign_zh_TW,
    checks_en,
    checks_zh_TW,
    demos_en,
    demos_zh_TW,
    en,
    form_en,
    form_zh_TW,
    lab_en,
    lab_zh_TW,
    live_en,
    live_zh_TW,
    narrowcast_en,
    narrowcast_zh_TW,
    progress_en,
    progress_zh_TW,
    quiz_en,
    quiz_zh_TW,
    world_en,
    world_zh_TW,
    zh_TW,
)

LANGUAGES = ("zh-TW", "en")  # zh-TW is the original, English stands beside it

#: One pair of modules a topic, so that a sentence is found in one guess.
_CATALOGUES: Mapping[str, Mapping[str, str]] = {
    "zh-TW": {
        **zh_TW.TEXT,
        **lab_zh_TW.TEXT,
        **live_zh_TW.TEXT,
        **builder_zh_TW.TEXT,
        **campaign_zh_TW.TEXT,
        **form_zh_TW.TEXT,
        **world_zh_TW.TEXT,
        **narrowcast_zh_TW.TEXT,
        **checks_zh_TW.TEXT,
        **quiz_zh_TW.TEXT,
        **progress_zh_TW.TEXT,
        **demos_zh_TW.TEXT,
    },
    "en": {
        **en.TEXT,
        **lab_en.TEXT,
        **live_en.TEXT,
        **builder_en.TEXT,
        **campaign_en.TEXT,
        **form_en.TEXT,
        **world_en.TEXT,
        **narrowcast_en.TEXT,
        **checks_en.TEXT,
        **quiz_en.TEXT,
        **progress_en.TEXT,
        **demos_en.TEXT,
    },
}


@dataclass(frozen=True)
class Texts:
    """One language's catalogue; call it with a key to get a sentence."""

    lang: str
    catalogue: Mapping[str, str]
    mode: str = "practice"  # "live" marks everything it is used for

    def __call__(self, key: str, /, **values: object) -> str:
        """The text of `key` with `values` filled in; an unknown key or a missing value is a KeyError."""
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
    """The catalogue of `lang` (one of `LANGUAGES`); ValueError names the languages there are."""
    if lang not in _CATALOGUES:
        raise ValueError(f"unknown language {lang!r}: choose one of {', '.join(LANGUAGES)}")
    return Texts(lang, _CATALOGUES[lang])


def plain(text: str) -> str:
    """A text for where code cannot be marked: the backticks around names go."""
    return text.replace("`", "")
