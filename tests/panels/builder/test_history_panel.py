"""The history to choose from, driven as an object."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from linebot.v3.messaging import ApiException, PushMessageRequest, ReplyMessageRequest, TextMessage
from urllib3.exceptions import HTTPError

from helpers import open_lab
from helpers.lab import Lab
from helpers.line.faults import Fault
from helpers.panels.builder.history_panel import FILTERS, ROWS_SHOWN, HistoryPanel
from helpers.text import texts


@pytest.fixture
def lab() -> Iterator[Lab]:
    with open_lab(transport="inproc", lang="en") as lab:
        yield lab


def push(lab: Lab, name: str = "Mei", text: str = "hi") -> None:
    request = PushMessageRequest(to=lab.friend(name).user_id, messages=[TextMessage(text=text)])
    with suppress(ApiException, HTTPError):
        lab.line_bot_api.push_message(request)


def one_of_each(lab: Lab) -> HistoryPanel:
    """1 received, 2 missed, 3 refused by LINE, 4 without an answer, 5 a question."""
    push(lab)
    push(lab, "Ting")
    with suppress(ApiException):
        messages = [TextMessage(text="late")]
        lab.line_bot_api.reply_message(ReplyMessageRequest(reply_token="none", messages=messages))
    lab.platform.faults.add(Fault("timeout"))
    push(lab)
    lab.line_bot_api.get_message_quota()
    return lab.history_panel()


@pytest.mark.parametrize("lang", ["zh-TW", "en"])
def test_a_saved_notebook_shows_one_sentence(lang: str) -> None:
    with open_lab(transport="inproc", lang=lang) as lab:
        assert repr(lab.history_panel()) == texts(lang)("past.repr")


def test_without_requests_it_says_what_to_do(lab: Lab) -> None:
    panel = lab.history_panel()
    assert (panel.listed, panel.chosen, panel.result, panel.code, panel.card) == ([], None, None, "", None)
    assert "Send one, then refresh." in panel._count._under.value
    assert panel.choose.label == lab.texts("past.nothing")


def test_the_newest_is_open_at_first(lab: Lab) -> None:
    panel = one_of_each(lab)
    assert panel.listed == [5, 4, 3, 2, 1]
    assert panel.chosen == lab.history[0]


def test_an_item_says_when_what_and_how_it_ended(lab: Lab) -> None:
    assert [label for label, _ in one_of_each(lab).choose.options] == [
        "5. 10:00:00 · GET /v2/bot/message/quota · 200 OK",
        "4. 10:00:00 · push · hi · No answer",
        "3. 10:00:00 · reply · late · 400 Bad Request",
        "2. 10:00:00 · push · hi · 200 OK",
        "1. 10:00:00 · push · hi · 200 OK",
    ]


@pytest.mark.parametrize(
    ("key", "numbers"),
    [("all", [5, 4, 3, 2, 1]), ("nobody", [5, 1]), ("missed", [2]), ("line", [3]), ("network", [4]), ("sdk", [])],
)
def test_it_is_filtered_by_who_stopped_it(lab: Lab, key: str, numbers: list[int]) -> None:
    panel = one_of_each(lab)
    panel.filter.value = key
    assert panel.listed == numbers
    assert panel.choose.disabled is (not numbers)


def test_what_the_sdk_stopped_is_never_here_and_it_says_why(lab: Lab) -> None:
    panel = one_of_each(lab)
    panel.filter.value = "sdk"
    assert "never leaves this computer" in panel._count._under.value
    assert (panel.result, panel._opened.value) == (None, "")


def test_every_filter_has_a_name(lab: Lab) -> None:
    offered = [value for _, value in lab.history_panel().filter.options]
    assert offered == [key for key in FILTERS if key != "gate"]  # there is no gate in practice


def test_opening_one_shows_its_card(lab: Lab) -> None:
    panel = one_of_each(lab)
    panel.choose.value = 3
    assert panel.result is not None
    assert panel.result.explanation.stopped_by == "line"
    assert panel._opened.value == panel.result._repr_html_()


def test_opening_one_shows_its_code(lab: Lab) -> None:
    panel = one_of_each(lab)
    panel.choose.value = 2
    assert "line_bot_api.push_message(" in panel.code
    panel.tabs.language = "curl"
    assert panel.code.startswith("curl")


def test_a_question_is_none_of_the_five_sends(lab: Lab) -> None:
    panel = one_of_each(lab)
    assert (panel.code, panel.load_button.layout.display) == ("", "none")
    assert "not one of the five sending methods" in panel._export.notice
    panel.choose.value = 1
    assert (panel.load_button.layout.display, panel._export.notice) == ("", "")


def test_the_open_one_stays_open_when_others_come(lab: Lab) -> None:
    panel = one_of_each(lab)
    panel.choose.value = 2
    push(lab)
    panel.refresh_button.click()
    assert (panel.listed[0], panel.choose.value) == (6, 2)


def test_the_open_one_is_closed_when_the_filter_takes_it_away(lab: Lab) -> None:
    panel = one_of_each(lab)
    panel.choose.value = 2
    panel.filter.value = "line"
    assert panel.choose.value == 3


def test_the_older_ones_are_counted(lab: Lab) -> None:
    for _ in range(ROWS_SHOWN + 3):
        push(lab)
    panel = lab.history_panel()
    assert len(panel.listed) == ROWS_SHOWN
    assert "3 are older" in panel._count._under.value


def test_a_request_is_loaded_into_a_new_builder_below(lab: Lab) -> None:
    panel = one_of_each(lab)
    panel.choose.value = 1
    panel.load_button.click()
    assert panel.card is None
    assert panel.builder is not None
    assert panel.builder.draft.wire() == lab.history[-1].request_json()
    assert panel._below.children == (panel.builder,)
    assert panel._export.notice == "Loaded into the builder below."


def test_a_request_is_loaded_into_the_builder_given(lab: Lab) -> None:
    builder: Any = lab.builder("push")
    one_of_each(lab)
    panel = lab.history_panel(builder)
    panel.choose.value = 1
    panel.load_button.click()
    assert builder.draft.wire() == lab.history[-1].request_json()
    assert panel._below.children == ()


def test_a_request_of_another_method_does_not_fit_the_builder_given(lab: Lab) -> None:
    builder: Any = lab.builder("push")
    before = builder.draft
    one_of_each(lab)
    panel = lab.history_panel(builder)
    panel.choose.value = 3
    panel.load_button.click()
    assert builder.draft == before
    assert panel.builder is not builder
    assert panel._export.notice == "Your builder is for push, but this is a reply; a new builder has been opened below."


def test_after_a_reset_it_is_empty(lab: Lab) -> None:
    panel = one_of_each(lab)
    panel.choose.value = 2
    lab.reset()
    panel.refresh()
    assert (panel.listed, panel.chosen, panel.card) == ([], None, None)


def test_what_was_sent_is_never_obeyed(lab: Lab) -> None:
    push(lab, text="</pre><script>alert(1)</script>")
    panel = lab.history_panel()
    assert "<script>" not in panel._opened.value + panel.tabs._block.value


def test_no_token_is_shown(lab: Lab) -> None:
    panel = one_of_each(lab)
    panel.choose.value = 1
    token = lab.platform.account.access_token
    for language in panel.tabs.tabs.options:
        panel.tabs.language = language[1]
        assert token not in panel.tabs._block.value + panel._opened.value
