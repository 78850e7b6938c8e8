"""The table of languages: adding one is an entry here, and two copied folders."""

from __future__ import annotations

from collections.abc import Mapping

#: The languages of the course. A language has one name, in COURSE_LANG and as a folder of `lessons/` and `notebooks/`;
#: the folder beside this file that holds its texts follows. The first is the original, the others are translations.
LANGUAGES: Mapping[str, str] = {"zh-TW": "zh_TW", "en": "en"}

ORIGINAL = next(iter(LANGUAGES))
