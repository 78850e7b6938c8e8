"""Text messages: their words with mentions, LINE emoji and addresses (REF#text-message, REF#text-message-v2)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from helpers.panels.kit.markup import esc
from helpers.panels.results.message_preview.actions import action_attributes
from helpers.panels.results.message_preview.context import PreviewContext
from helpers.panels.results.message_preview.shapes import items, keyword, mapping, text_of, whole
from helpers.text import Texts

#: Drawn where LINE puts one of its emoji: the picture is LINE's own.
EMOJI = "☺"

_TOKENS = re.compile(r"\{\{|\}\}|\{([0-9A-Za-z_]+)\}")
#: An address ends before the punctuation that ends its sentence: our choice.
_ADDRESS = re.compile(r"https?://[^\s<>\"'，。、！？；：（）「」]*[^\s<>\"'，。、！？；：（）「」.,;:!?)]")

#: A piece of a text and what it is: "", "emoji" or "mention".
Piece = tuple[str, str]


def text(message: Mapping[str, Any], context: PreviewContext) -> str:
    """Return the HTML of a text message's words."""
    found = list(_pieces(message, context.say))
    if not any(words for words, _ in found):
        return f'<span class="lab-none">{esc(context.say("message.empty_text"))}</span>'
    return "".join(_html(words, kind, context) for words, kind in found)


def plain_text(message: Mapping[str, Any], say: Texts) -> str:
    """Return the words of a text message without markup."""
    return "".join(words for words, _ in _pieces(message, say)) or say("message.empty_text")


def _html(words: str, kind: str, context: PreviewContext) -> str:
    if kind:
        return f'<span class="lab-{kind}">{esc(words)}</span>'
    return "".join(_with_addresses(words, context))


def _with_addresses(words: str, context: PreviewContext) -> Iterator[str]:
    """LINE makes addresses in a text tappable."""
    end = 0
    for found in _ADDRESS.finditer(words):
        yield esc(words[end : found.start()])
        action = {"type": "uri", "uri": found.group(0)}
        yield f'<span class="lab-address"{action_attributes(action, context)}>{esc(found.group(0))}</span>'
        end = found.end()
    yield esc(words[end:])


def _pieces(message: Mapping[str, Any], say: Texts) -> Iterator[Piece]:
    words = text_of(message.get("text"))
    if keyword(message.get("type")) == "textV2":
        return _filled_in(words, mapping(message.get("substitution")), say)
    mentions = items(mapping(message.get("mention")).get("mentionees"))
    marks = [(mapping(one), "emoji") for one in items(message.get("emojis"))]
    return _marked(words, [*marks, *((mapping(one), "mention") for one in mentions)])


def _marked(words: str, marks: Iterable[tuple[Mapping[str, Any], str]]) -> Iterator[Piece]:
    """Cut the text where emoji and mentions stand: `index` counts UTF-16 units (DOC/text-character-count/)."""
    units, end = words.encode("utf-16-le"), 0
    for mark, kind in sorted(marks, key=lambda marked: whole(marked[0].get("index"))):
        start = whole(mark.get("index")) * 2
        length = (whole(mark.get("length")) or 1) * 2
        if not end <= start < len(units):
            continue
        yield units[end:start].decode("utf-16-le", "replace"), ""
        said = units[start : start + length].decode("utf-16-le", "replace")
        yield (EMOJI if kind == "emoji" else said), kind
        end = start + length
    yield units[end:].decode("utf-16-le", "replace"), ""


def _filled_in(words: str, substitution: Mapping[str, Any], say: Texts) -> Iterator[Piece]:
    """``{key}`` becomes what it stands for; doubled braces are braces (REF#text-message-v2)."""
    end = 0
    for token in _TOKENS.finditer(words):
        yield words[end : token.start()], ""
        key = token.group(1)
        if key is None:
            yield token.group(0)[0], ""
        elif key in substitution:
            yield _substitute(key, mapping(substitution[key]), say)
        else:  # LINE refuses it; here one sees what was forgotten
            yield token.group(0), ""
        end = token.end()
    yield words[end:], ""


def _substitute(key: str, value: Mapping[str, Any], say: Texts) -> Piece:
    if keyword(value.get("type")) == "emoji":
        return EMOJI, "emoji"
    mentioned = mapping(value.get("mentionee"))
    if keyword(mentioned.get("type")) == "all":
        return f"@{say('message.everyone')}", "mention"
    name = text_of(mentioned.get("displayName"))  # a phone knows it; a preview has the user id only
    return f"@{say.name(name) if name else key}", "mention"
