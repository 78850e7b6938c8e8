"""The request builder, driven as an object: every method, every example, and everything that can go wrong."""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from ipywidgets import HTML, Label
from linebot.v3.messaging import PushMessageRequest, TextMessage

from helpers import open_lab
from helpers.codegen.snippets import CODE_LANGUAGES, code
from helpers.errors import LabError
from helpers.examples import samples
from helpers.examples.examples import EXAMPLES
from helpers.lab import Lab
from helpers.line import limits
from helpers.line.send_methods import MULTICAST, PUSH, SEND_METHODS
from helpers.panels.builder import builder as builder_module
from helpers.panels.builder import code_tabs
from helpers.panels.builder.builder import Builder, SendButton
from helpers.panels.builder.request_form import says_the_same
from helpers.panels.results.card import Card
from helpers.sdk import validation
from helpers.session.draft import Draft
from helpers.stub.world.worlds import WORLDS
from helpers.text import texts
from tests.session.ends import FakeLive

KEY = "123e4567-e89b-12d3-a456-426614174000"
KEYS = [(name, example.key) for name, examples in EXAMPLES.items() for example in examples]


@pytest.fixture
def lab() -> Iterator[Lab]:
    with open_lab(transport="inproc", lang="zh-TW") as lab:
        yield lab


@pytest.fixture(scope="module")
def labs() -> Iterator[dict[str, Lab]]:
    """One lab a world for all the examples: each prepares what it needs, whatever happened before."""
    labs = {world: open_lab(world, transport="inproc", lang="zh-TW") for world in WORLDS}
    yield labs
    for lab in labs.values():
        lab.close()


def hello(to: Any, **more: Any) -> Draft:
    return Draft(PUSH, {"to": to, "messages": [{"type": "text", "text": "嗨"}], **more})


def shown(builder: Builder) -> str:
    """All the HTML on the panel but the style."""
    return "".join(str(part.value) for part in widgets(builder.children[1:]) if isinstance(part, HTML))


def widgets(found: Any) -> Iterator[Any]:
    for widget in found:
        yield widget
        yield from widgets(getattr(widget, "children", ()))


# Every method ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name in SEND_METHODS if name != "reply"])
def test_a_new_panel_holds_a_request_that_can_be_sent_as_it_is(lab: Lab, name: str) -> None:
    builder = lab.builder(name)
    builder.send_button.click()
    assert builder.errors == {}
    assert (builder.card.exchange.status, builder.error) == (SEND_METHODS[name].success_status, None)


def test_a_reply_takes_the_newest_token(lab: Lab) -> None:
    lab.friend("小美").send_text("早安")
    event = lab.friend("阿凱").send_text("嗨")
    builder = lab.builder("reply")
    builder.send_button.click()
    assert builder.draft.body["replyToken"] == event.reply_token
    assert builder.card.exchange.status == 200


def test_without_an_event_a_reply_says_what_is_missing(lab: Lab) -> None:
    builder = lab.builder("reply")
    assert builder.errors == {"replyToken": "缺少 reply_token"}
    assert builder.form.parts["replyToken"].field.error == "缺少 reply_token"


def test_the_form_has_the_fields_of_the_sdks_request_class() -> None:
    with open_lab(transport="inproc") as lab:
        for name, method in SEND_METHODS.items():
            wire = {field.alias for field in method.request_class.__fields__.values()}
            assert set(lab.builder(name).form.parts) == wire


def test_an_unknown_method_is_told_with_those_there_are(lab: Lab) -> None:
    with pytest.raises(LabError, match="沒有叫「shout」的傳送方法"):
        lab.builder("shout")


def test_a_saved_notebook_shows_one_sentence_in_its_place(lab: Lab) -> None:
    bundle = lab.builder("push")._repr_mimebundle_()
    assert bundle["text/plain"] == "執行這一格，就能使用請求產生器"


def test_in_english_it_is_an_english_sentence() -> None:
    with open_lab(transport="inproc", lang="en") as lab:
        assert repr(lab.builder("push")) == "Run this cell to use the request builder"


# Every example --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "key"), KEYS)
def test_every_example_does_in_the_panel_what_it_says(labs: dict[str, Lab], name: str, key: str) -> None:
    example = {example.key: example for example in EXAMPLES[name]}[key]
    builder = labs[example.worlds[0]].builder(name)
    builder.load_example(key)
    builder.send_button.click()
    told = {"breaks_sdk": "sdk", "breaks_line": "line"}.get(example.kind, "nobody")
    assert builder.error is None
    assert builder.card.explanation.stopped_by == told
    assert (builder.card.exchange.status if builder.card.exchange else None) == example.status
    assert bool(builder.errors) == (example.kind == "breaks_sdk")


@pytest.mark.parametrize(("name", "key"), KEYS)
def test_an_example_stands_in_the_form_as_it_was_built(labs: dict[str, Lab], name: str, key: str) -> None:
    example = {example.key: example for example in EXAMPLES[name]}[key]
    lab = labs[example.worlds[0]]
    draft, builder = example.draft(lab.session), lab.builder(name)
    builder.load(draft)
    assert says_the_same(builder.draft.body, draft.body)
    assert (builder.draft.retry_key, builder.draft.plain_dicts) == (draft.retry_key, draft.plain_dicts)


def test_choosing_an_example_loads_it_and_does_not_tell_what_will_happen(lab: Lab) -> None:
    builder = lab.builder("push")
    builder.example_picker.choose("six_messages")
    assert len(builder.draft.body["messages"]) == 6
    assert "已載入範例「6 則訊息」" in shown(builder)
    assert "擋下" not in shown(builder).replace("誰會擋下這個請求", "")
    assert builder.errors == {}
    builder.send_button.click()
    assert "SDK 在你的電腦上就擋下" in shown(builder)
    assert builder.errors == {"messages": "messages 最多 5 個"}
    assert "已載入範例" not in shown(builder)


def test_the_same_example_can_be_chosen_again(lab: Lab) -> None:
    builder = lab.builder("reply")
    builder.example_picker.choose("used_token")
    first = builder.draft.body["replyToken"]
    builder.example_picker.choose("used_token")
    assert builder.draft.body["replyToken"] != first


@pytest.mark.parametrize("name", list(SEND_METHODS))
@pytest.mark.parametrize("lang", ["zh-TW", "en"])
def test_no_name_of_an_example_to_guess_says_who_stops_it(lang: str, name: str) -> None:
    say = texts(lang)
    for example in EXAMPLES[name]:
        if example.topic != "good":
            said = example.name(say).lower()
            assert [
                word for word in ("sdk", "伺服器", "擋", "收不到", "失敗", "fail", "refuse", "stop") if word in said
            ] == []


def test_examples_come_first_and_in_groups(lab: Lab) -> None:
    picker = lab.builder("push").example_picker
    assert [topic for _, topic in picker.groups.options] == ["good", "target", "messages", "sending"]
    assert next(iter(picker.buttons)) == "to_friend"
    assert picker.buttons["to_friend"].description == "推播給小美"
    picker.groups.value = "messages"
    assert picker.buttons["six_messages"].description == "6 則訊息"


@pytest.mark.parametrize(
    ("key", "guess", "words"),
    [
        ("six_messages", "sdk", "猜對了：SDK 在你的電腦上就擋下了"),
        ("six_messages", "line", "你猜「LINE」，其實是：SDK"),
        ("to_malformed", "line", "猜對了：LINE 擋下了"),
        ("to_deleted", "nobody", "猜對了：沒有人擋下"),
        ("to_deleted", None, "答案：沒有人擋下"),
    ],
)
def test_who_will_stop_it_is_asked_before_and_answered_after(lab: Lab, key: str, guess: str | None, words: str) -> None:
    builder = lab.builder("push")
    builder.example_picker.choose(key)
    assert builder.guess.pending
    if guess:
        builder.guess.buttons[guess].click()
    builder.send_button.click()
    assert words in builder.guess.answer
    assert words in shown(builder)
    assert not builder.guess.pending


def test_a_narrowcast_that_fails_after_202_was_stopped_by_line_later(lab: Lab) -> None:
    builder = lab.builder("narrowcast")
    builder.load_example("all_or_none")
    builder.guess.buttons["line"].click()
    builder.send_button.click()
    assert "猜對了：LINE 先收下，後來才擋下" in builder.guess.answer


def test_nothing_is_asked_about_a_request_of_ones_own(lab: Lab) -> None:
    builder = lab.builder("push")
    assert not builder.guess.pending
    builder.load_example("to_friend")
    assert not builder.guess.pending
    builder.load_example("six_messages")
    builder.form.parts["to"].field.control.value = "U1"
    assert not builder.guess.pending
    assert builder.errors == {"messages": "messages 最多 5 個"}
    builder.send_button.click()
    assert builder.guess.answer == ""


def test_an_example_that_cannot_be_prepared_says_why(lab: Lab) -> None:
    lab.friend("小美").leave()
    builder = lab.builder("push")
    builder.example_picker.choose("to_friend")
    assert builder.card.explanation.stopped_by == "you"
    assert "小美" in builder.card.explanation.title


def test_only_examples_that_fit_the_world_are_offered(lab: Lab) -> None:
    assert "one_attribute" not in {example.key for example in lab.builder("narrowcast").examples}
    with open_lab("shop", transport="inproc") as shop:
        assert "one_attribute" in {example.key for example in shop.builder("narrowcast").examples}


# Code -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", CODE_LANGUAGES)
def test_the_code_follows_every_change(lab: Lab, language: str) -> None:
    builder = lab.builder("push")
    builder.codes.language = language
    builder.form.parts["messages"].items[0].fields["text"].control.value = "改過的話"
    assert builder.code(language) == builder.codes.text == code(builder.draft, language)
    assert "改過的話" in builder.codes.text


def test_what_the_sdk_would_drop_unsaid_is_said(lab: Lab) -> None:
    builder = lab.builder("push")
    builder.load(hello("U1", notifcationDisabled=True))
    assert "默默丟掉" in shown(builder)


# What is typed --------------------------------------------------------------------------------------------------


def test_the_sdks_objections_are_said_while_typing(lab: Lab) -> None:
    builder = lab.builder("push")
    builder.form.parts["to"].field.control.value = ""
    assert builder.errors == {"to": "缺少 to"}
    builder.form.parts["to"].field.control.value = "U1"
    assert builder.errors == {}


def test_a_seventh_message_is_objected_to_as_it_is_added(lab: Lab) -> None:
    builder = lab.builder("push")
    for _ in range(5):
        builder.form.parts["messages"].add_button.click()
    assert builder.errors == {"messages": "messages 最多 5 個"}


def test_where_the_sentence_alone_does_not_help_what_to_do_is_said_too(lab: Lab) -> None:
    builder = lab.builder("narrowcast")
    builder.load_example("age_18")
    builder.send_button.click()
    assert "age_20" in next(iter(builder.errors.values()))


def test_a_retry_key_with_a_line_break_is_objected_to_under_its_field(lab: Lab) -> None:
    builder = lab.builder("push")
    builder.retry_key.field.control.value = "鍵"
    assert "x_line_retry_key" in builder.errors
    assert builder.retry_key.field.error


def test_switches_and_units_go_into_the_body(lab: Lab) -> None:
    builder = lab.builder("push")
    builder.form.parts["notificationDisabled"].control.value = True
    builder.form.parts["customAggregationUnits"].control.value = "autumn_sale"
    assert builder.draft.body["notificationDisabled"] is True
    assert builder.draft.body["customAggregationUnits"] == ["autumn_sale"]


def test_a_limit_that_is_no_number_is_objected_to_under_its_field(lab: Lab) -> None:
    builder = lab.builder("narrowcast")
    builder.form.parts["limit"].fields["max"].control.value = "很多"
    assert list(builder.errors) == ["limit.max"]
    assert builder.form.parts["limit"].fields["max"].error


def test_5001_units_of_emoji_are_counted_and_line_refuses_them(lab: Lab) -> None:
    builder = lab.builder("push")
    builder.form.parts["messages"].items[0].fields["text"].control.value = samples.long_text()["text"]
    assert "5,001 / 5,000（超過 1）" in shown(builder)
    builder.send_button.click()
    assert builder.card.exchange.status == 400


# JSON -----------------------------------------------------------------------------------------------------------


def test_the_body_can_be_edited_as_json_and_taken_back_into_the_form(lab: Lab) -> None:
    builder = lab.builder("push")
    builder.form.as_json = True
    body = {**builder.draft.body, "notificationDisabled": True}
    builder.form.json.control.value = json.dumps(body)
    assert builder.draft.body == body
    builder.form.as_json = False
    assert (builder.form.as_json, builder.draft.body) == (False, body)


def test_json_the_form_cannot_hold_stays_and_says_so(lab: Lab) -> None:
    builder = lab.builder("push")
    builder.form.as_json = True
    builder.form.json.control.value = '{"to": ["U1"], "messages": []}'
    builder.form.as_json = False
    assert builder.form.as_json
    assert builder.draft.body == {"to": ["U1"], "messages": []}
    assert "放不下" in builder.form.json.hint
    assert "所以留在 JSON" in shown(builder)


@pytest.mark.parametrize(("typed", "said"), [("{oops", "JSON 讀到第 1 行第 2 個字元"), ("", "物件"), ("[]", "物件")])
def test_json_that_is_no_body_stays_under_what_is_wrong_with_it(lab: Lab, typed: str, said: str) -> None:
    builder = lab.builder("push")
    builder.form.as_json = True
    builder.form.json.control.value = typed
    assert said in builder.form.json.error
    builder.form.as_json = False
    assert (builder.error, builder.form.as_json, builder.form.json.memory) == (None, True, typed)
    assert said in builder.form.json.error
    builder.form.json.control.value = json.dumps(builder.draft.body)
    builder.form.as_json = False
    assert (builder.form.as_json, builder.errors) == (False, {})


def test_a_mistake_in_the_json_is_told_by_line_and_column_and_nothing_is_sent(lab: Lab) -> None:
    builder = lab.builder("push")
    builder.form.as_json = True
    builder.form.json.control.value = '{\n  "to": }'
    assert builder.errors == {"": "JSON 讀到第 2 行第 9 個字元就讀不下去了"}
    builder.send_button.click()
    assert (builder.card, lab.session.exchanges.count) == (None, 0)
    assert "還沒有送出" in shown(builder)


@pytest.mark.parametrize("text", ["[]", "5", '"x"', "null", ""])
def test_a_body_that_is_no_object_is_not_sent(lab: Lab, text: str) -> None:
    builder = lab.builder("push")
    builder.form.as_json = True
    builder.form.json.control.value = text
    builder.send_button.click()
    assert (builder.errors, lab.session.exchanges.count) == ({"": "請求本體必須是一個 JSON 物件：{ … }"}, 0)


def test_while_json_is_half_typed_the_code_stays_as_it_was(lab: Lab) -> None:
    builder = lab.builder("push")
    builder.load(hello("U1"))
    before = builder.draft
    builder.form.parts["messages"].items[0].kind.value = "json"
    builder.form.parts["messages"].items[0].fields[""].control.value = "{"
    assert builder.draft == before
    assert "停在上一個" in shown(builder)
    builder.send_button.click()
    assert lab.session.exchanges.count == 0


def test_what_the_sdk_refuses_in_a_body_of_json_is_said_under_it(lab: Lab) -> None:
    builder = lab.builder("push")
    builder.load(hello(["U1", "U2"]))
    assert builder.form.as_json
    assert builder.form.json.error == "to 必須是字串"


# Sending --------------------------------------------------------------------------------------------------------


def test_the_phones_of_those_addressed_are_shown(lab: Lab) -> None:
    builder = lab.builder("push")
    builder.load(hello(lab.friend("阿凱").user_id))
    builder.send_button.click()
    assert [phone.name for phone in builder.phones.phones] == ["阿凱"]
    assert "嗨" in shown(builder)


def test_all_seven_phones_of_the_class_are_shown_and_who_received_comes_first(lab: Lab) -> None:
    builder = lab.builder("broadcast")
    builder.send_button.click()
    names = [phone.name for phone in builder.phones.phones]
    assert names[:3] == ["小美", "阿凱", "志明"]
    assert sorted(names[3:]) == sorted(["雅婷", "建宏", "怡君", "大偉"])
    assert "支手機" not in shown(builder)


def test_of_more_people_one_for_each_reason_is_shown_and_the_others_counted() -> None:
    with open_lab("club", transport="inproc", lang="zh-TW") as lab:
        people = lab.platform.people
        ids = [people.user_id(row) for row in people.named_rows]
        ids += [friend for friend in samples.friends_ids(lab, 9) if friend not in ids]
        builder = lab.builder("multicast")
        builder.load(Draft(SEND_METHODS["multicast"], {"to": ids, "messages": [samples.text(lab)]}))
        builder.send_button.click()
        names = [phone.name for phone in builder.phones.phones]
        assert len(names) == 7
        assert {"雅婷", "建宏", "大偉"} <= set(names)
        assert f"還有 {len(ids) - 7} 支手機" in shown(builder)


def test_a_group_shows_the_phones_of_its_members(lab: Lab) -> None:
    builder = lab.builder("push")
    builder.load(hello(lab.group("同學會").group_id))
    builder.send_button.click()
    assert [phone.name for phone in builder.phones.phones] == ["小美", "阿凱", "建宏"]


def test_when_the_sdk_stops_it_the_phones_show_that_nothing_came(lab: Lab) -> None:
    builder = lab.builder("push")
    builder.load(Draft(PUSH, {"to": lab.friend("小美").user_id, "messages": []}))
    builder.send_button.click()
    assert (builder.card.exchange, builder.phones.phones[0].chats) == (None, ())


def test_nobodys_phone_is_shown_for_nobodys_id(lab: Lab) -> None:
    builder = lab.builder("push")
    builder.load(hello(samples.STRANGER))
    builder.send_button.click()
    assert builder.phones is None


def test_a_narrowcast_shows_how_far_it_is_in_place_of_phones(lab: Lab) -> None:
    builder = lab.builder("narrowcast")
    builder.send_button.click()
    assert builder.phones is None
    assert builder.view.progress.phase == "waiting"


def test_what_an_earlier_click_showed_is_gone_with_the_next(lab: Lab) -> None:
    builder = lab.builder("narrowcast")
    builder.send_button.click()
    builder.check_button.click()
    assert (builder.view, builder.phones) == (None, None)
    assert "等待中" not in shown(builder)


def test_checking_sends_nothing(lab: Lab) -> None:
    builder = lab.builder("push")
    builder.check_button.click()
    assert builder.card.exchange.path == "/v2/bot/message/validate/push"
    assert builder.phones is None
    assert lab.platform.phone(lab.session.row("小美")).chats == ()


def test_a_second_click_after_the_first_sends_a_request_of_its_own(lab: Lab) -> None:
    builder = lab.builder("push")
    builder.send_button.click()
    builder.send_button.click()
    assert lab.session.exchanges.count == 2


def count_calls(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count how often a request is checked, its code is generated, and its head and its card are drawn."""
    calls: Counter[str] = Counter()

    def counted(owner: Any, name: str) -> None:
        original = getattr(owner, name)

        def count(*arguments: Any, **options: Any) -> Any:
            calls[name] += 1
            return original(*arguments, **options)

        monkeypatch.setattr(owner, name, count)

    for owner, name in (
        (validation, "refusal"),
        (code_tabs, "code"),
        (builder_module, "request_header"),
        (Card, "_repr_html_"),
    ):
        counted(owner, name)
    return calls


@pytest.mark.parametrize("method", SEND_METHODS)
def test_one_click_on_send_checks_and_draws_once(lab: Lab, monkeypatch: pytest.MonkeyPatch, method: str) -> None:
    lab.friend("小美").send_text("你好")  # for the reply
    builder = lab.builder(method)
    calls = count_calls(monkeypatch)
    builder.send_button.click()
    assert builder.card is not None
    # The request is the same as before: so is its code.
    assert calls == {"refusal": 1, "request_header": 1, "_repr_html_": 1}


def test_a_changed_request_is_checked_and_its_code_is_generated_once(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    builder = lab.builder("push")
    before = shown(builder)
    calls = count_calls(monkeypatch)
    builder.form.parts["notificationDisabled"].control.value = True
    assert calls == {"refusal": 1, "code": 1, "request_header": 1}
    assert "notification_disabled" in builder.codes.text
    assert shown(builder) != before


def test_a_double_click_in_the_browser_is_one_click(monkeypatch: pytest.MonkeyPatch) -> None:
    clicked, now = [], [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    button = SendButton(description="send")
    button.on_click(lambda _: clicked.append(now[0]))
    for now[0] in (10.0, 10.2, 11.0):
        button._handle_custom_msg({"event": "click"}, [])
    assert clicked == [10.0, 11.0]


def test_a_request_changed_since_the_last_click_is_sent_however_soon(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "monotonic", lambda: 10.0)
    builder = lab.builder("push")
    click = {"event": "click"}
    builder.send_button._handle_custom_msg(click, [])
    builder.send_button._handle_custom_msg(click, [])
    assert lab.session.exchanges.count == 1
    builder.load(hello("U1"))
    builder.send_button._handle_custom_msg(click, [])
    assert lab.session.exchanges.count == 2


def test_with_the_platform_stopped_the_card_says_so_and_nothing_typed_is_lost(lab: Lab) -> None:
    builder = lab.builder("push")
    builder.load(hello("U1"))
    lab.close()
    builder.send_button.click()
    assert builder.card.explanation.stopped_by == "network"
    assert builder.draft == hello("U1")
    assert builder.error is None


def test_an_answer_that_never_comes_is_a_network_card(lab: Lab) -> None:
    builder = lab.builder("push")
    lab.fault("timeout", times=5)
    builder.send_button.click()
    assert builder.card.explanation.stopped_by == "network"


def test_whatever_goes_wrong_inside_becomes_a_card_and_no_traceback(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    builder = lab.builder("push")
    builder.load(hello("U1"))

    def broken(self: Draft, api: object) -> None:
        raise RuntimeError("<b>boom</b>")

    monkeypatch.setattr(Draft, "send", broken)
    builder.send_button.click()
    assert repr(builder.error) == "RuntimeError('<b>boom</b>')"
    assert "面板自己出了錯" in shown(builder)
    assert "<b>boom" not in shown(builder)
    assert builder.draft == hello("U1")


def test_html_in_a_message_is_text_everywhere(lab: Lab) -> None:
    builder = lab.builder("push")
    text = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    builder.load(Draft(PUSH, {"to": lab.friend("小美").user_id, "messages": [{"type": "text", "text": text}]}))
    for language in CODE_LANGUAGES:
        builder.codes.language = language
        builder.send_button.click()
        assert "<script" not in shown(builder)
        assert "<img" not in shown(builder)


def test_results_are_announced(lab: Lab) -> None:
    builder = lab.builder("push")
    builder.send_button.click()
    assert 'role="status" aria-live="polite"' in shown(builder)


# Stale results --------------------------------------------------------------------------------------------------


def test_a_result_says_when_the_request_has_changed_since(lab: Lab) -> None:
    builder, text = lab.builder("push"), "上一次送出的結果"
    field = builder.form.parts["messages"].items[0].fields["text"].control
    sent = field.value
    builder.send_button.click()
    assert text not in shown(builder)
    field.value = "改過的話"
    assert text in shown(builder)
    field.value = sent
    assert text not in shown(builder)
    builder.reset_button.click()
    builder.load(hello("U1"))
    assert text in shown(builder)
    builder.send_button.click()
    assert text not in shown(builder)


def test_a_click_on_send_opens_the_result(lab: Lab) -> None:
    builder = lab.builder("push")
    assert builder.codes.language == "python"
    builder.send_button.click()
    assert builder.codes.language == "result"


# Retry keys -----------------------------------------------------------------------------------------------------


def test_a_key_is_made_the_same_in_each_run_and_new_for_each_request(lab: Lab) -> None:
    builder = lab.builder("push")
    made = []
    for _ in range(2):
        builder.retry_key.new_button.click()
        builder.send_button.click()
        made.append(builder.draft.retry_key)
    with open_lab(transport="inproc") as again:
        other = again.builder("push")
        other.retry_key.new_button.click()
    assert made[0] == other.draft.retry_key
    assert made[0] != made[1]


def test_the_last_key_can_be_used_again_to_see_that_line_takes_it_once(lab: Lab) -> None:
    builder = lab.builder("push")
    builder.retry_key.new_button.click()
    builder.send_button.click()
    builder.retry_key.field.control.value = ""
    builder.retry_key.again_button.click()
    builder.send_button.click()
    assert builder.card.exchange.status == 409


def test_before_any_key_there_is_none_to_use_again(lab: Lab) -> None:
    builder = lab.builder("push")
    builder.retry_key.again_button.click()
    assert builder.retry_key.field.error == "還沒有帶重試鍵的請求。"


def test_a_reply_has_no_field_for_a_key_until_one_is_loaded(lab: Lab) -> None:
    builder = lab.builder("reply")
    assert builder.retry_key.layout.display == "none"
    builder.load_example("reply_retry_key")
    assert builder.retry_key.layout.display == ""


# Loading and going back -----------------------------------------------------------------------------------------


def test_the_last_request_is_loaded_as_it_was_sent(lab: Lab) -> None:
    draft = Draft(PUSH, {"to": "U1", "messages": [samples.sticker()], "notificationDisabled": True}, KEY)
    builder = lab.builder("push")
    builder.load(draft)
    builder.send_button.click()
    other = lab.builder("push")
    other.last_button.click()
    assert other.draft == draft
    assert not other.form.as_json


def test_without_a_last_request_it_says_so_and_changes_nothing(lab: Lab) -> None:
    builder = lab.builder("push")
    before = builder.draft
    builder.last_button.click()
    assert builder.draft == before
    assert "還沒有送過請求" in shown(builder)


def test_the_playground_begins_with_the_last_request(lab: Lab) -> None:
    builder = lab.builder("push")
    builder.load(hello("U1"))
    builder.send_button.click()
    assert says_the_same(lab.playground("push").draft.body, hello("U1").body)
    assert lab.playground("broadcast").draft.method.name == "broadcast"


def test_reset_goes_back_to_the_beginning(lab: Lab) -> None:
    builder = lab.builder("push")
    first = builder.draft
    builder.load(hello("U1"))
    builder.reset_button.click()
    assert builder.draft == first


def test_a_panel_given_a_request_is_reset_to_it(lab: Lab) -> None:
    builder = lab.builder("push", hello("U1"))
    builder.form.parts["to"].field.control.value = "U2"
    builder.reset_button.click()
    assert builder.draft == hello("U1")


def test_nothing_typed_is_lost_by_loading_something_else(lab: Lab) -> None:
    builder = lab.builder("push")
    assert builder.back_button.disabled
    builder.form.parts["messages"].items[0].fields["text"].control.value = "打了很久的話"
    builder.retry_key.field.control.value = "half a key"
    typed = builder.draft
    builder.example_picker.choose("six_messages")
    builder.reset_button.click()
    builder.back_button.click()
    builder.back_button.click()
    assert builder.draft == typed
    assert builder.back_button.disabled


def test_json_that_cannot_be_read_is_not_lost_either(lab: Lab) -> None:
    builder = lab.builder("push")
    builder.form.as_json = True
    builder.form.json.control.value = '{"to": "U1", '
    builder.reset_button.click()
    builder.back_button.click()
    assert builder.form.json.control.value == '{"to": "U1", '
    assert builder.form.as_json


def test_conditions_of_a_narrowcast_come_back(lab: Lab) -> None:
    builder = lab.builder("narrowcast")
    builder.load_example("limit_two")
    builder.load_example("two_operators")
    builder.back_button.click()
    assert builder.draft.body["limit"] == {"max": 2}
    assert "filter" not in builder.draft.body


def test_a_request_of_another_method_is_not_loaded(lab: Lab) -> None:
    builder = lab.builder("push")
    with pytest.raises(LabError, match="multicast"):
        builder.load(Draft(MULTICAST, {"to": ["U1"], "messages": []}))
    with pytest.raises(LabError, match="multicast"):
        lab.builder("push", Draft(MULTICAST, {"to": ["U1"], "messages": []}))


def test_a_request_of_the_sdk_is_shown(lab: Lab) -> None:
    request = PushMessageRequest(to="U1", messages=[TextMessage(text="hi")])
    assert lab.builder("push", request).draft.request() == request


@pytest.mark.parametrize("given", [3, "hi", {"to": "U1"}, [TextMessage(text="hi")], 0])
def test_what_is_no_request_is_named_with_what_to_give(lab: Lab, given: object) -> None:
    builder = lab.builder("push")
    for show in (builder.load, lambda given: lab.builder("push", given)):
        with pytest.raises(LabError, match=rf"(?s){type(given).__name__}.*PushMessageRequest\(\.\.\.\)"):
            show(given)


@pytest.mark.parametrize("name", ["Push", ["push"], None])
def test_a_method_of_no_such_name_is_named(lab: Lab, name: Any) -> None:
    with pytest.raises(LabError, match="broadcast"):
        lab.builder(name)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"to": None, "messages": None},
        {"to": "", "messages": [{"type": "text", "text": ""}]},
        {"to": " U1 ", "messages": []},
        {"to": 5, "messages": {"type": "text"}},
        {"to": "U1", "messages": [None, 5]},
        {"to": "U1", "messages": [], "notificationDisabled": "true"},
        {"to": "U1", "messages": [], "notificationDisabled": False},
        {"to": "U1", "messages": [], "customAggregationUnits": []},
        {"to": "U1", "messages": [], "customAggregationUnits": ["a,b"]},
        {"to": "U1", "messages": [], "unknown": {"deep": [1, 1.0, True]}},
    ],
)
def test_whatever_is_loaded_is_the_draft_to_the_letter(lab: Lab, body: dict[str, Any]) -> None:
    builder = lab.builder("push")
    builder.load(Draft(PUSH, body))
    assert says_the_same(builder.draft.body, body)
    builder.send_button.click()
    assert builder.error is None


# The strip ------------------------------------------------------------------------------------------------------


def facts(builder: Builder) -> str:
    value: str = builder.frame.children[0].children[0].value
    return value


@pytest.mark.parametrize("name", list(SEND_METHODS))
def test_the_strip_says_mode_path_success_and_rate(lab: Lab, name: str) -> None:
    strip, method = facts(lab.builder(name)), SEND_METHODS[name]
    assert "練習模式" in strip
    assert f"POST {method.path}" in strip
    assert f"成功時回 {method.success_status}" in strip
    assert f"最多 {int(method.rate):,} 次" in strip


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("push", "這次用掉 1 則，本月還剩 200 則"),
        ("multicast", "這次用掉 3 則，本月還剩 200 則"),
        ("narrowcast", "這次用掉 3 則，本月還剩 200 則"),
        ("broadcast", "這次用掉 3 則，本月還剩 200 則"),
        ("reply", "免費，不計則數"),
    ],
)
def test_the_strip_says_what_the_target_costs(lab: Lab, name: str, words: str) -> None:
    assert words in facts(lab.builder(name))


@pytest.mark.parametrize(("who", "count"), [("雅婷", 0), ("建宏", 1), ("怡君", 0)])
def test_who_does_not_receive_it_costs_nothing(lab: Lab, who: str, count: int) -> None:
    builder = lab.builder("push")
    builder.form.parts["to"].menu.value = lab.friend(who).user_id
    assert f"這次用掉 {count} 則" in facts(builder)


def test_a_group_costs_one_for_each_member(lab: Lab) -> None:
    builder = lab.builder("push")
    builder.form.parts["to"].menu.value = lab.group("同學會").group_id
    assert "這次用掉 3 則" in facts(builder)


def test_what_is_left_goes_down_with_each_send(lab: Lab) -> None:
    builder = lab.builder("broadcast")
    builder.send_button.click()
    assert "本月還剩 197 則" in facts(builder)


def test_what_cannot_be_sent_costs_nothing(lab: Lab) -> None:
    builder = lab.builder("broadcast")
    builder.form.parts["messages"].items[0].remove.click()
    assert "SDK 會擋下這個請求，不會用掉則數" in facts(builder)


def test_a_narrowcast_to_too_few_says_how_many_and_that_it_will_fail() -> None:
    with open_lab("shop", transport="inproc", lang="zh-TW") as shop:
        builder = shop.builder("narrowcast")
        assert "<meter" not in facts(builder)
        builder.load(next(e for e in EXAMPLES["narrowcast"] if e.key == "too_few").draft(shop.session))
        found = re.search(r'value="(\d+)" aria-label="符合 (\d+) 人，不到 50：會失敗，所以用掉 0 則。"', facts(builder))
        assert found
        assert int(found[1]) == int(found[2]) < 50


# Other cells ----------------------------------------------------------------------------------------------------


def test_a_refresh_shows_what_other_cells_did(lab: Lab) -> None:
    builder = lab.builder("reply")
    lab.friend("小美").send_text("新的話")
    builder.refresh_button.click()
    assert "小美 「新的話」" in builder.form.parts["replyToken"].menu.options[1][0]


def test_a_refresh_changes_nothing_typed(lab: Lab) -> None:
    builder = lab.builder("push")
    builder.load(hello("U1"))
    lab.clock.advance(days=1)
    builder.refresh()
    assert builder.draft == hello("U1")


def test_live_it_names_nobody_and_offers_no_examples(lab: Lab) -> None:
    lab.session.connect(FakeLive(lab))
    for name in SEND_METHODS:
        builder = lab.builder(name)
        assert builder.error is None
        assert "真實模式" in facts(builder)
        assert builder.examples == ()
        assert set(builder.draft.body) <= {"to", "messages"}
        assert not builder.draft.body.get("to")


# Labels and speed -----------------------------------------------------------------------------------------------


def test_every_control_has_a_label_and_every_button_a_word(lab: Lab) -> None:
    for name in SEND_METHODS:
        for widget in widgets([lab.builder(name)]):
            if hasattr(widget, "description") and not isinstance(widget, (HTML, Label)):
                assert widget.description.strip(), widget


def test_a_panel_is_built_of_few_widgets(lab: Lab) -> None:
    """Each is a message to the browser: the number is what keeps opening one within a blink."""
    assert len(list(widgets([lab.builder("push")]))) < 105


def test_limits_shown_are_the_documented_ones(lab: Lab) -> None:
    assert f"1 / {limits.MESSAGES_MAX} 則" in shown(lab.builder("push"))


# The playground -------------------------------------------------------------------------------------------------


def test_a_playground_says_what_it_is_and_can_be_sent_at_once(lab: Lab) -> None:
    event = lab.friend("小美").send_text("幾點上課？")
    for _ in range(2):  # the second time the last request has a token that is used up
        made = lab.playground("reply")
        assert "自由練習" in made._strip.value
        made.send_button.click()
        assert made.card is not None and made.card.exchange is not None
        assert made.card.exchange.status == 200
    assert made.draft.body["replyToken"] != event.reply_token


def test_a_playground_sends_without_the_retry_key_of_the_last_request(lab: Lab) -> None:
    first = lab.builder("push")
    first.load_example("repeated_retry_key")
    first.send_button.click()
    assert lab.playground("push").draft.retry_key is None


def test_without_a_friend_to_write_a_playground_has_no_token(lab: Lab) -> None:
    event = lab.friend("小美").send_text("hi")
    builder = lab.builder("reply")
    builder.send_button.click()
    assert builder.draft.body["replyToken"] == event.reply_token
    people = lab.session.platform.people
    for row in people.named_rows:
        if people.state(row) == "friend":
            lab.friend(people.name(row)).block()
    assert not lab.playground("reply").draft.body.get("replyToken")


# What came of it ------------------------------------------------------------------------------------------------


def test_what_came_of_it_stands_beside_send_until_the_request_changes(lab: Lab) -> None:
    builder = lab.builder("push")
    assert builder._outcome.value == ""
    builder.send_button.click()
    assert "200 OK" in builder._outcome.value
    builder.load(hello("U" + "1" * 32))
    assert builder._outcome.value == ""
