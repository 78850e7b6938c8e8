"""Placeholders of textV2."""

from typing import Any

import pytest

from helpers.line.errors import Detail
from helpers.stub.rules.text_v2 import placeholder_problems

MAY = {"type": "mention", "mentionee": {"type": "user", "userId": "U" + "0" * 32}}
ALL = {"type": "mention", "mentionee": {"type": "all"}}
LAUGH = {"type": "emoji", "productId": "5a8555cfe6256cc92ea23c2a", "emojiId": "002"}


def found(text: Any, substitution: Any = None, chat: str | None = "group", method: str = "push") -> list[Detail]:
    message = {"type": "textV2", "text": text, "substitution": substitution}
    return list(placeholder_problems(message, chat, method))


GOOD: list[tuple[str, Any]] = [
    ("你好", None),
    ("{may} {laugh} {all}", {"may": MAY, "laugh": LAUGH, "all": ALL}),
    ("{{ 原樣 }}", None),
    ("{{{may}}}", {"may": MAY}),
    ("沒有用到", {"laugh": LAUGH}),  # an unused substitution: LINE does not specify this
    ("{" + "a" * 20 + "}", {"a" * 20: LAUGH}),
    ("{laugh}" * 20, {"laugh": LAUGH}),
    ("字", {f"k{n}": LAUGH for n in range(100)}),
]


@pytest.mark.parametrize(("text", "substitution"), GOOD)
def test_good_texts(text: str, substitution: Any) -> None:
    assert found(text, substitution) == []


PATTERN = "does not match the pattern '^[a-zA-Z0-9_]{1,20}$'."
PAIRS = "'{' and '}' must be used in pairs."
BAD: list[tuple[str, Any, str, str]] = [
    ("{!owe} : 未繳費", None, f"The key '!owe' enclosed in '{{}}' {PATTERN}", "text"),
    ("{}", None, f"The key '' enclosed in '{{}}' {PATTERN}", "text"),
    ("{" + "a" * 21 + "}", None, f"The key '{'a' * 21}' enclosed in '{{}}' {PATTERN}", "text"),
    ("{名字}", {}, f"The key '名字' enclosed in '{{}}' {PATTERN}", "text"),
    ("{may}", {"may2": LAUGH}, "The key 'may' enclosed in '{}' is not specified in 'substitution'.", "text"),
    ("一個 {", None, PAIRS, "text"),
    ("} 一個", None, PAIRS, "text"),
    ("{{{", None, PAIRS, "text"),
    ("字", {"no-dash": LAUGH}, f"The key 'no-dash' {PATTERN}", "substitution"),
    ("字", {f"k{n}": LAUGH for n in range(101)}, "must not be more than 100 items", "substitution"),
    ("{may}" * 21, {"may": MAY}, "must not be more than 20 mentions", "text"),
    ("{laugh}" * 21, {"laugh": LAUGH}, "must not be more than 20 emojis", "text"),
]


@pytest.mark.parametrize(("text", "substitution", "message", "name"), BAD)
def test_bad_texts(text: str, substitution: Any, message: str, name: str) -> None:
    assert found(text, substitution) == [Detail(message, name)]


@pytest.mark.parametrize(
    ("chat", "method", "good"),
    [
        ("group", "push", True),
        ("room", "reply", True),
        (None, "push", True),  # validating: the chat is not known
        (None, "reply", True),
        ("user", "push", False),
        ("user", "reply", False),
        (None, "multicast", False),
        (None, "narrowcast", False),
        (None, "broadcast", False),
    ],
)
def test_mentions_go_by_reply_or_push_into_group_chats(chat: str | None, method: str, good: bool) -> None:
    expected = [] if good else [Detail("mention must not be specified", "substitution")]
    assert found("{may}", {"may": MAY}, chat, method) == expected
    assert found("{laugh}", {"laugh": LAUGH}, chat, method) == []


@pytest.mark.parametrize("odd", [None, 5, [], {"a": None}, {"a": 5}, {"a": {"type": []}}])
def test_odd_values_are_left_to_the_structural_check(odd: object) -> None:
    assert found("字", odd) == []
    assert found(odd) == []
