"""Code in colours: the text stays the code's to the letter, and its parts are told apart."""

from __future__ import annotations

import re
from html import unescape

import pytest

from helpers.codegen.colours import coloured
from helpers.codegen.snippets import CODE_LANGUAGES, code
from helpers.line.send_methods import PUSH
from helpers.session.draft import Draft

TRICKY = 'it\'s "5" # not a comment\n<b> \\ $HOME 中文'
DRAFT = Draft(PUSH, {"to": "U1", "messages": [{"type": "text", "text": TRICKY}], "notificationDisabled": True})


def text_of(html: str) -> str:
    return unescape(re.sub(r"</?span[^>]*>", "", html))


@pytest.mark.parametrize("language", CODE_LANGUAGES)
def test_without_its_colours_it_is_the_code(language: str) -> None:
    written = code(DRAFT, language)
    assert text_of(coloured(written, language)) == written


@pytest.mark.parametrize("language", CODE_LANGUAGES)
def test_what_is_html_in_a_message_stays_text(language: str) -> None:
    assert "<b>" not in coloured(code(DRAFT, language), language)


@pytest.mark.parametrize("language", CODE_LANGUAGES)
def test_strings_have_their_colour_in_every_language(language: str) -> None:
    assert '<span class="lab-c-string">' in coloured(code(DRAFT, language), language)


@pytest.mark.parametrize(
    ("source", "language", "parts"),
    [
        ("if x == 5:  # yes", "python", {"word": "if", "number": "5", "comment": "# yes"}),
        ('TextMessage(text="# no")', "python", {"name": "TextMessage", "string": '"# no"'}),
        ('{"to": null, "n": 1.5}', "json", {"word": "null", "number": "1.5"}),
        ("curl -i -X POST", "curl", {"word": "curl"}),
        ("$body = 'a'", "powershell", {"name": "$body", "string": "'a'"}),
    ],
)
def test_each_part_is_told_apart(source: str, language: str, parts: dict[str, str]) -> None:
    html = coloured(source, language)
    for part, words in parts.items():
        assert (
            f'<span class="lab-c-{part}">{words.replace(chr(34), "&quot;").replace(chr(39), "&#x27;")}</span>' in html
        )


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(KeyError):
        coloured("", "cobol")
