"""Menus of JupyterLab that the lessons name: in both languages, in the words that stand in the menus."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib import resources

import pytest

from helpers.paths import ROOT
from scripts.site.words import MENUS_ZH_TW

PACK = pytest.importorskip("jupyterlab_language_pack_zh_TW", reason="pip install -e '.[zh-TW]'")
#: The name of a menu, or of what is in one, as the code of a sentence; then its Chinese in brackets.
NAMED = re.compile(r"`([A-Z][A-Za-z …]+)`(?:（([^）]*)）| \(([^)]*)\))?")

#: One inside another: `Run` (執行) → `Run All Cells` (執行所有儲存格).
INSIDE = re.compile(r"`(?:File|Edit|View|Run|Kernel|Settings|Help)`[^`]{0,8}→ `([^`]+)`")


def chinese() -> dict[str, str]:
    """The words of the language pack, and ours for those it lacks, as the menus of the site have them."""
    folder = resources.files(PACK) / "locale" / "zh_TW" / "LC_MESSAGES"
    pack = json.loads((folder / "jupyterlab.json").read_text(encoding="utf-8"))
    words = {**MENUS_ZH_TW, **{english: found[0] for english, found in pack.items() if english}}
    for both in [english for english in MENUS_ZH_TW if re.fullmatch("Restart Kernel and .+…", english)]:
        parts = both.removesuffix("…").split(" and ")  # JupyterLab puts these together from the words of their parts
        words[both] = words["%1 and %2"].replace("%1", words[parts[0] + "…"]).replace("%2", words[parts[1]])
    return words


def named() -> Iterator[tuple[str, str, str | None]]:
    """Each menu that a text for learners and instructors names: where, in English, and in Chinese if it does."""
    for path in [*sorted((ROOT / "lessons").rglob("*.md")), ROOT / "scripts" / "bundle" / "README.txt"]:
        text = path.read_text(encoding="utf-8")
        menus = {*MENUS_ZH_TW, *INSIDE.findall(text)}
        for name, full_width, brackets in NAMED.findall(text):
            if name in menus:
                yield path.relative_to(ROOT).as_posix(), name, full_width or brackets or None


def test_every_menu_named_has_the_chinese_that_stands_in_the_menu() -> None:
    words, found = chinese(), list(named())
    assert [(where, name, said) for where, name, said in found if said != words.get(name, name)] == []
    assert len(found) >= 20  # otherwise the lessons name them in a way this test does not read


def test_both_languages_of_a_lesson_name_the_same_menus() -> None:
    by_language = {
        lang: sorted(
            (where.rpartition("/")[2], name) for where, name, _ in named() if where.startswith(f"lessons/{lang}/")
        )
        for lang in ("zh-TW", "en")
    }
    assert by_language["zh-TW"] == by_language["en"]
