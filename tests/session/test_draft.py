from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from linebot.v3.messaging import ApiException
from linebot.v3.messaging.exceptions import ApiTypeError
from pydantic.v1 import ValidationError

from helpers import open_lab
from helpers.lab import Lab
from helpers.line.send_methods import BROADCAST, MULTICAST, NARROWCAST, PUSH, REPLY, SEND_METHODS
from helpers.session.draft import Draft
from helpers.text import texts
from tests.samples import HELLO, exchange
from tests.session.drafts import KEY, drafts

FUZZ = settings(max_examples=60, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
NOBODY = "U" + "0" * 32


@pytest.fixture
def lab() -> Iterator[Lab]:
    with open_lab(transport="inproc", lang="zh-TW") as lab:
        yield lab


def to_mei(lab: Lab, **more: Any) -> Draft:
    return Draft(PUSH, {"to": lab.friend("小美").user_id, "messages": HELLO}, **more)


def places(draft: Draft) -> dict[str, str]:
    return {problem.path: problem.key for problem in draft.problems()}


# Sending --------------------------------------------------------------------------------------------------------


def test_a_draft_is_sent_through_the_sdk(lab: Lab) -> None:
    draft = to_mei(lab, retry_key=KEY)
    response = draft.send(lab.line_bot_api)
    assert response.status_code == 200
    assert lab.last.path == "/v2/bot/message/push"
    assert lab.last.request_json() == draft.wire()
    assert lab.last.request_headers["x-line-retry-key"] == KEY


def test_every_method_sends_by_its_own_endpoint(lab: Lab) -> None:
    token = lab.friend("小美").send_text("在嗎").reply_token
    targets: dict[str, Any] = {"reply": token, "push": NOBODY, "multicast": [NOBODY]}
    for name, method in SEND_METHODS.items():
        recipients = {method.target_field: targets[name]} if name in targets else {}
        try:
            Draft(method, {**recipients, "messages": HELLO}).send(lab.line_bot_api)
        except ApiException:
            assert name == "push"  # to nobody
        assert lab.last.path == method.path


def test_no_key_means_no_header(lab: Lab) -> None:
    to_mei(lab).send(lab.line_bot_api)
    assert "x-line-retry-key" not in lab.last.request_headers


def test_an_empty_key_is_no_key() -> None:
    assert Draft(BROADCAST, {"messages": HELLO}, "").retry_key is None


def test_what_the_sdk_refuses_never_leaves(lab: Lab) -> None:
    with pytest.raises(ValidationError, match="at most 5 items"):
        Draft(BROADCAST, {"messages": HELLO * 6}).send(lab.line_bot_api)
    assert lab.session.exchanges.count == 0


def test_a_reply_takes_no_retry_key(lab: Lab) -> None:
    draft = Draft(REPLY, {"replyToken": "x", "messages": HELLO}, KEY)
    with pytest.raises(ApiTypeError):
        draft.send(lab.line_bot_api)
    assert places(draft) == {"x_line_retry_key": "sdk.reply_retry_key"}


@pytest.mark.parametrize("key", ["重試鍵", "a\r\nX-Other: b", "\x00"])
def test_a_key_that_is_no_header_value_is_refused_before_it_leaves(lab: Lab, key: str) -> None:
    draft = Draft(BROADCAST, {"messages": HELLO}, key)
    with pytest.raises(ValidationError, match="x_line_retry_key"):
        draft.send(lab.line_bot_api)
    assert places(draft) == {"x_line_retry_key": "builder.retry_key_header"}
    assert lab.session.exchanges.count == 0


def test_plain_dictionaries_lose_all_but_their_type(lab: Lab) -> None:
    draft = to_mei(lab, plain_dicts=True)
    assert draft.problems() == []
    with pytest.raises(ApiException):
        draft.send(lab.line_bot_api)
    assert lab.last.request_json()["messages"] == [{"type": "text"}]


def test_too_many_plain_dictionaries_are_still_refused() -> None:
    assert places(Draft(BROADCAST, {"messages": HELLO * 6}, plain_dicts=True)) == {"messages": "sdk.max_items"}


# Checking without sending ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", SEND_METHODS.values(), ids=list(SEND_METHODS))
def test_check_asks_line_and_sends_nothing(lab: Lab, method: Any) -> None:
    recipients = {method.target_field: "nothing looks at this"} if method.target_field else {}
    assert Draft(method, {**recipients, "messages": HELLO}, KEY).check(lab.line_bot_api).status_code == 200
    assert lab.last.path == f"/v2/bot/message/validate/{method.name}"
    assert lab.last.request_json() == {"messages": HELLO}
    assert len(lab.platform.deliveries) == 0


def test_check_finds_what_the_sdk_does_not(lab: Lab) -> None:
    draft = Draft(BROADCAST, {"messages": [{"type": "text", "text": ""}]})
    assert draft.problems() == []
    with pytest.raises(ApiException, match="May not be empty"):
        draft.check(lab.line_bot_api)


# Problems -------------------------------------------------------------------------------------------------------


def test_every_problem_is_told_at_once_with_its_place() -> None:
    messages = [{"type": "text"}, {"type": "song"}, {"text": "hi"}, "hi", None, {"type": "sticker", "packageId": 1}]
    draft = Draft(PUSH, {"to": ["a"], "messages": messages, "notificationDisabled": "yes"})
    assert places(draft) == {
        "to": "sdk.str",
        "messages": "sdk.max_items",
        "messages[0].text": "sdk.missing",
        "messages[1].type": "sdk.enum",
        "messages[2].type": "sdk.missing",
        "messages[3]": "sdk.dict",
        "messages[4]": "sdk.none",
        "messages[5].packageId": "sdk.str",
        "messages[5].stickerId": "sdk.missing",
        "notificationDisabled": "sdk.bool",
    }


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"messages": []}, {"messages": "sdk.min_items"}),
        ({"messages": "hi"}, {"messages": "sdk.list"}),
        ({}, {"messages": "sdk.missing"}),
        ({"limit": {"max": 0}, "messages": HELLO}, {"limit.max": "sdk.at_least"}),
        ({"limit": 5, "messages": HELLO}, {"limit": "sdk.dict"}),
        (
            {"filter": {"demographic": {"type": "age", "gte": "age_18"}}, "messages": HELLO},
            {"filter.demographic.gte": "sdk.enum"},
        ),
        (
            {"recipient": {"type": "operator", "not": {"type": "audience", "audienceGroupId": "x"}}, "messages": HELLO},
            {"recipient.not.audienceGroupId": "sdk.number"},
        ),
        (
            {"messages": [{"type": "flex", "altText": "a", "contents": {"type": "bubble", "body": {"layout": "a"}}}]},
            {
                "messages[0].contents.body.type": "sdk.missing",
                "messages[0].contents.body.layout": "sdk.enum",
                "messages[0].contents.body.contents": "sdk.missing",
            },
        ),
        (
            {"messages": [{"type": "textV2", "text": "{a}", "substitution": {"a": {"type": "mention"}}}]},
            {"messages[0].substitution.a.mentionee": "sdk.missing"},
        ),
    ],
)
def test_problems_are_found_deep_inside(body: dict[str, Any], expected: dict[str, str]) -> None:
    assert places(Draft(NARROWCAST, body)) == expected


def test_501_people_are_one_too_many() -> None:
    [problem] = Draft(MULTICAST, {"to": [NOBODY] * 501, "messages": HELLO}).problems()
    assert problem.title(texts("zh-TW")) == "`to` 最多 500 個"
    assert problem.todo(texts("en")) == "Reduce `to` to at most 500 and send again."


def test_a_problem_lists_what_is_allowed_in_either_language() -> None:
    [problem] = Draft(BROADCAST, {"messages": [{"type": "song"}]}).problems()
    assert "audio、coupon" in problem.todo(texts("zh-TW"))
    assert "audio, coupon" in problem.todo(texts("en"))


def test_what_the_sdk_raises_names_the_place_as_well() -> None:
    with pytest.raises(ValidationError) as caught:
        Draft(BROADCAST, {"messages": [*HELLO, {"type": "text"}]}).request()
    assert [error["loc"] for error in caught.value.errors()] == [("messages", 1, "text")]


@FUZZ
@given(drafts())
def test_problems_are_there_exactly_when_the_sdk_refuses(draft: Draft) -> None:
    assert (draft.problems() == []) == (refusal_of(draft) is None)


@pytest.mark.parametrize("contents", [[], {}, "", [[]]])
def test_oddities_the_sdk_takes_are_no_problem(contents: Any) -> None:
    """``from_dict`` loops over whatever it can, and pydantic makes an object of an empty list."""
    bubble = {"type": "bubble", "body": {"type": "box", "layout": "vertical", "contents": contents}, "styles": []}
    draft = Draft(BROADCAST, {"messages": [{"type": "flex", "altText": "a", "contents": bubble}]})
    assert places(draft) == ({} if contents != [[]] else {"messages[0].contents.body.contents[0]": "sdk.dict"})
    assert (draft.problems() == []) == (refusal_of(draft) is None)


def refusal_of(draft: Draft) -> ValidationError | None:
    try:
        draft.request()
    except ValidationError as error:
        return error
    return None


def test_what_the_sdk_drops_without_a_word_is_told() -> None:
    bubble = {"type": "bubble", "body": {"type": "box", "layout": "vertical", "contents": [], "colour": "red"}}
    messages = [{"type": "text", "text": "hi", "txt": "?"}, {"type": "flex", "altText": "a", "contents": bubble}]
    draft = Draft(PUSH, {"to": NOBODY, "messages": messages, "reply_token": "x"})
    assert draft.problems() == []
    assert draft.dropped() == ["messages[0].txt", "messages[1].contents.body.colour", "reply_token"]
    assert "colour" not in str(draft.wire())


# Drafts as values -----------------------------------------------------------------------------------------------


def test_a_draft_does_not_change_with_what_it_was_made_of() -> None:
    body: dict[str, Any] = {"messages": [{"type": "text", "text": "hi"}]}
    draft = Draft(BROADCAST, body)
    body["messages"][0]["text"] = "changed"
    assert draft.body["messages"][0]["text"] == "hi"


def test_a_draft_comes_back_from_the_history(lab: Lab) -> None:
    draft = to_mei(lab, retry_key=KEY)
    draft.send(lab.line_bot_api)
    again = Draft.of_exchange(lab.last)
    assert again is not None
    assert (again.method, again.wire(), again.retry_key) == (PUSH, draft.wire(), KEY)


@pytest.mark.parametrize(
    "other",
    [
        exchange("/v2/bot/message/quota", method="GET"),
        exchange("/v2/bot/message/validate/push"),
        exchange("/v2/bot/message/push", request=[]),
        replace(exchange("/v2/bot/message/push"), request_body="not JSON"),
        exchange("/v2/bot/message/push", method="GET"),
    ],
)
def test_other_exchanges_are_no_drafts(other: Any) -> None:
    assert Draft.of_exchange(other) is None


@pytest.mark.parametrize(
    ("messages", "label"),
    [
        (HELLO, "broadcast · 你好"),
        (HELLO * 3, "broadcast · 你好 +2"),
        (
            [{"type": "text", "text": "一二三四五六七八九十" * 3}],
            "broadcast · 一二三四五六七八九十一二三四五六七八九十…",
        ),
        ([{"type": "text", "text": "two\n lines"}], "broadcast · two lines"),
        ([{"type": "sticker"}], "broadcast · sticker"),
        ([{"type": "text", "text": " "}], "broadcast · text"),
        ([5], "broadcast · ?"),
        ([], "broadcast"),
        ("hi", "broadcast"),
    ],
)
def test_a_label_is_short(messages: Any, label: str) -> None:
    assert Draft(BROADCAST, {"messages": messages}).label == label
