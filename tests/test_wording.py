"""Phrases that a teacher or an editor replaced: whole phrases, for words alone are innocent."""

from __future__ import annotations

import re

import pytest

from helpers.paths import ROOT
from helpers.text import LANGUAGES, texts

#: In lessons, the instructor's kit, the README and everything the lab says.
REPLACED = {
    "zh-TW": (
        "發送訊息練習室",
        "個想法",
        "世界聽你的",
        "時間聽你的",
        "用 HTTP 說話",
        "排在一起比",
        "做成事件",
        "事件怎麼到你的程式",
        "的路\n",
        "弄壞它",
        "弄壞接下來",
        "怎麼壞",
        "讓人說話",
        "照著說",
        "默默跳過",
        "查進度查到最後",
        "條人數規則",
        "挑完人才放開",
        "就回覆拒絕他",
        "夠了才送",
        "同意人數才會廣播",
        "就說得出該用哪一種",
        "也弄出來",
        "靜音送達",
        "壞掉的 id",
        "一切重來",
        "它就回來",
        "這把權杖",
        "一把權杖",
        "東西已經不在了",
        "故意給的失敗",
        "拿不到這個人的個人資料",
        "另一頭沒有人在聽",
        "在旁邊點頭",
        "只有人自己",
        "人要自己用手機做",
        "沒有到這裡",
        "一步一步剩下",
        "封鎖之後什麼都收不到",
        "允許加購",
        "就不用算它",
        "找過機器人的聊天\n",
        "決定要不要重送 → ",
        "真的程式用",
        "同樣的 7 個人",
        "群組和聊天室",
        "群組或聊天室",
        "群組、聊天室",
        "不只是不保證",
        "送到過",
        "本文必須是字串",
        "變成 dict",
        "被跳過",
        "收下了 202",
        "收下 202",
        "第 1 課",
        "說出 5 種",
        "下面的路",
        "受限的受眾",
        "channel 的，",
        "寫進你自己的記錄",
        "只能用 1 次的回覆權杖",
        "分辨一次失敗",
        "參數的名字少了",
        "說出要花多少則",
        "別人都不能收到",
        "用 1 個請求送給",
        "後面得到 `429`",
        "未由 LINE 官方頁面確認",
        "找不到這個人，或看不到",
        "沒有要送的人",
        "到過 {count}",
        "2 種都計入",
        "2 個條件各送",
        "因為小美",
        "改用 push",
        "multicast 只收",
        "個 provider",
        "回上一步",
        "則數只算 1 則",
        "不知道收下了沒有",
        "大量測試",
        "已離開 LINE",
        "離開了 LINE",
        "比較 五種",
        "一則都不會少",
        "不是必修",
    ),
    "en": (
        "When you are done you can",
        "One that starts with 2",
        "The course gets updates",
        "Who does not, although",
        "the lab does it so",
        "use afterwards",
        "say the same",
        "5 is the limit of",
        "1 more time",
        "2 times as many",
        "gets a refusal as a reply",
        "get nothing, either",
        "to the very end",
        "show only with a crowd",
        "1 request",
        "the 1st",
        "the 2nd",
        "a 2nd",
        "once each",
        "is no friend",
        "is no path",
        "is no port",
        "is no function",
        "Look whether",
        "can no longer be had",
        "cannot be had",
        "made anew",
        " anew ",
        "after the documentation",
        "after `.env.example`",
        "last differently long",
        "took the block back",
        "world has begun again",
        "the quota pays twice",
        "asks least",
        "To put right",
        "none to buy",
        "no business of a notebook",
        "has no place in this table",
        "Spoil the next",
        'counts 1"',
        "1 copy each",
        "tell the 2 minimum",
        "takes this way once",
        "The way of a",
        "Mend it",
        "tatistics unit",
        "by it.",
        "are no texts",
        "is in no ",
        "In truth",
        "Nobody moves",
        "that was no yes",
        "block back",
        "learns nothing of it",
        "in the same way, and it is back",
        "chat that just contacted",
        "Outside the `with` block",
        "that takes longer after that answer",
        "nobody has to write to it before",
        "does not help: that works for push",
        "had LINE accepted",
        "the most people to send to",
        "leave some out",
        "leave somebody out",
        "gets you around it",
        "All in one go",
        "only when it is enough",
        "how you learn the result",
        'Prices are "about"',
        "and 200 are left",
        "left LINE",
        "accepted before",
        "cannot be counted",
        "does not fit here",
        "name none",
        "which failed it later",
        "some three minutes",
        "are no business",
    ),
}
#: Where something must be so, 要是 reads as "if".
MUST_BE = re.compile(r"[`」】\w]\s?要是 ?(?:一個|一串|字串|串列|數字|正確|UUID|SDK|整數|布林|https)")
#: To a user of LINE in Taiwan every chat is a 聊天室: a room of several people is a 多人聊天室.
ROOM = re.compile(r"(?<!多人)聊天室(?=的 id|id|全部成員|或群組|和群組)")


def sentences(lang: str) -> dict[str, str]:
    """Everything of a language that is read, by the name of its file or the key of its text."""
    suffix = f".{lang}" if lang != "en" else ""
    files = [*sorted((ROOT / "lessons" / lang).glob("*.md")), ROOT / f"README{suffix}.md"]
    files += [ROOT / ".env.example", *([ROOT / "CONTRIBUTING.md"] if lang == "en" else [])]
    return {**{path.name: path.read_text(encoding="utf-8") for path in files}, **texts(lang).catalogue}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_phrase_that_was_replaced_is_left(lang: str) -> None:
    found = [(name, phrase) for name, text in sentences(lang).items() for phrase in REPLACED[lang] if phrase in text]
    assert found == []


def test_what_must_be_is_not_said_with_the_word_for_if() -> None:
    found = [(name, m[0]) for name, text in sentences("zh-TW").items() for m in MUST_BE.finditer(text)]
    assert found == []


def test_a_room_is_called_what_line_calls_it() -> None:
    found = [(name, m[0]) for name, text in sentences("zh-TW").items() for m in ROOM.finditer(text)]
    assert found == []


@pytest.mark.parametrize("bad", ["`to` 要是一個 id", "重試鍵要是 UUID", "`{field}` 要是字串"])
def test_the_word_for_if_is_found(bad: str) -> None:
    assert MUST_BE.search(bad)


@pytest.mark.parametrize("good", ["要是下雨，就改期", "`to` 必須是一個 id", "多人聊天室的 id"])
def test_good_chinese_passes(good: str) -> None:
    assert not MUST_BE.search(good) and not ROOM.search(good)
