"""The code of a request, driven as an object."""

from __future__ import annotations

import re
from html import unescape

import pytest
from ipywidgets import HTML

from helpers.codegen.snippets import CODE_LANGUAGES, code
from helpers.line.send_methods import PUSH
from helpers.panels.builder.code_tabs import RESULT, CodeTabs
from helpers.session.draft import Draft
from helpers.text import texts

ZH = texts("zh-TW")
DRAFT = Draft(PUSH, {"to": "U1", "messages": [{"type": "text", "text": "</pre><script>alert('嗨')</script>"}]})


def shown(draft: Draft = DRAFT, *notes: str) -> CodeTabs:
    tabs = CodeTabs(ZH)
    tabs.show(draft, notes)
    return tabs


def html(tabs: CodeTabs) -> str:
    value: str = tabs.children[1].value
    return value


@pytest.mark.parametrize("language", CODE_LANGUAGES)
def test_each_tab_shows_the_request_in_its_language(language: str) -> None:
    tabs = shown()
    tabs.language = language
    assert tabs.text == code(DRAFT, language)
    assert unescape(re.sub(r"</?span[^>]*>", "", html(tabs).split('lang="en">')[1].split("</pre>")[0])) == tabs.text


def test_there_is_a_tab_for_every_language_with_its_name() -> None:
    assert [value for _, value in CodeTabs(ZH).tabs.options] == list(CODE_LANGUAGES)
    assert CodeTabs(ZH).tabs.options[0][0] == "Python"


def test_the_block_is_reached_by_keyboard_and_named() -> None:
    assert '<pre class="lab-code" tabindex="0" role="group" aria-label="Python"' in html(shown())


def test_html_in_a_message_is_shown_as_text() -> None:
    for language in CODE_LANGUAGES:
        tabs = shown()
        tabs.language = language
        assert "<script" not in html(tabs)
        assert html(tabs).count("</pre>") == 1


def test_another_request_shows_at_once_in_the_language_chosen() -> None:
    tabs = shown()
    tabs.language = "json"
    tabs.show(Draft(PUSH, {"to": "U2", "messages": []}))
    assert tabs.text == '{\n  "to": "U2",\n  "messages": []\n}'


def test_notes_are_said_above_the_code() -> None:
    page = html(shown(DRAFT, "SDK 不認得 `x`"))
    assert page.index("不認得 <code>x</code>") < page.index("<pre")


def test_without_a_request_there_is_no_code() -> None:
    assert CodeTabs(ZH).text == ""


def test_its_line_names_the_language() -> None:
    assert repr(shown()) == "<程式碼: python>"


def test_the_result_has_a_tab_of_its_own_that_hides_the_code() -> None:
    result = HTML("card")
    tabs = CodeTabs(ZH, result=result)
    tabs.show(DRAFT)
    assert (tabs.language, result.layout.display) == ("python", "none")
    tabs.show_result()
    assert (tabs.language, result.layout.display, tabs.text) == (RESULT, "", "")
    assert tabs.children[1].layout.display == "none"


def test_the_code_has_colours_and_a_button_that_copies_it() -> None:
    page = html(shown())
    assert '<span class="lab-c-name">PushMessageRequest</span>' in page
    assert '<button type="button" class="lab-copy" data-done="已複製">複製</button>' in page
