"""Phrases of earlier lessons that a teacher or an editor replaced: whole phrases, for words alone are innocent."""

from __future__ import annotations

import pytest

from helpers.paths import ROOT
from helpers.text import LANGUAGES

REPLACED = {
    "zh-TW": (
        "發送訊息練習室", "個想法", "世界聽你的", "時間聽你的", "用 HTTP 說話", "排在一起比", "做成事件",
        "事件怎麼到你的程式", "的路\n", "弄壞它", "照著說", "默默跳過", "查進度查到最後", "條人數規則",
        "挑完人才放開", "就回覆拒絕他", "夠了才送",
        "同意人數才會廣播", "就說得出該用哪一種", "也弄出來", "靜音送達",
        "壞掉的 id", "一切重來",
    ),
    "en": (
        "When you are done you can", "One that starts with 2", "The course gets updates", "Who does not, although",
        "the lab does it so", "use afterwards", "say the same", "5 is the limit of", "1 more time", "2 times as many",
        "gets a refusal as a reply", "get nothing, either", "to the very end", "show only with a crowd", "1 request",
        "the 1st", "the 2nd", "once each",
    ),
}  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_lesson_has_a_phrase_that_was_replaced(lang: str) -> None:
    lessons = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "lessons" / lang).glob("[0-9]*.md")}
    found = [(name, phrase) for name, text in lessons.items() for phrase in REPLACED[lang] if phrase in text]
    assert found == []
