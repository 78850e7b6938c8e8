"""Whose account a token belongs to, as LINE says it."""

from typing import Any

import pytest

from helpers.errors import LabError
from helpers.live.account import LiveAccount, look, safe_picture
from helpers.live.estimates import Counter, FollowerNumbers, MonthQuota
from helpers.live.line_client import NoReply, Result
from helpers.redaction import Secret
from helpers.stub.world.clock import START
from helpers.text import texts
from tests.live.lab import BASIC_ID
from tests.live.line import TOKEN, ScriptedLine, ok, refused

EN = texts("en")
INFO = ok({"displayName": "課堂小幫手", "basicId": BASIC_ID, "premiumId": "@lesson"})


def account(**answers: list[Result]) -> LiveAccount:
    script = {"/v2/bot/info": [INFO], **answers}
    return look(ScriptedLine(script), Secret(TOKEN), Counter(lambda: START), EN)  # type: ignore[arg-type]


def test_the_account_is_what_line_says() -> None:
    found = account(
        **{
            "/v2/bot/message/quota": [ok({"type": "limited", "value": 200})],
            "/v2/bot/message/quota/consumption": [ok({"totalUsage": 150})],
            "/v2/bot/insight/followers": [ok({"status": "ready", "followers": 40, "targetedReaches": 30, "blocks": 3})],
        }
    )
    assert (found.name, found.basic_id, found.quota) == ("課堂小幫手", BASIC_ID, MonthQuota(200, 150))
    assert found.followers == FollowerNumbers("20261101", 37, 30)


def test_what_line_does_not_tell_is_not_known() -> None:
    found = account(**{"/v2/bot/message/quota": [refused(500, "")], "/v2/bot/insight/followers": [refused(403, "")]})
    assert (found.quota.left, found.followers.friends, found.picture_url) == (None, None, "")


@pytest.mark.parametrize(
    ("answer", "key"),
    [
        (
            refused(401, "Authentication failed. Confirm that the access token in the authorization header is valid."),
            "token_refused",
        ),
        (refused(401, "Authentication failed due to the following reason: The access token expired."), "token_expired"),
        (refused(500, ""), "line_refused"),
        (ok({}), "line_refused"),
        (NoReply(False, "unreachable"), "no_line"),
    ],
)
def test_without_an_account_there_is_no_panel(answer: Result, key: str) -> None:
    with pytest.raises(LabError) as caught:
        account(**{"/v2/bot/info": [answer]})
    assert caught.value.key == f"live.{key}"


@pytest.mark.parametrize("typed", [BASIC_ID, "000abcde", " @000ABCDE ", "@lesson", "LESSON", "＠０００ａｂｃｄｅ"])
def test_the_account_is_called_by_its_ids(typed: str) -> None:
    assert account().is_called(typed)


@pytest.mark.parametrize("typed", ["", "@", "yes", "課堂小幫手", "@000abcd", "@000abcdef"])
def test_anything_else_is_not_its_name(typed: str) -> None:
    assert not account().is_called(typed)


def test_an_account_shows_no_name_when_printed() -> None:
    assert "課堂小幫手" not in repr(account())


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://profile.line-" + "scdn.net/abc", True),
        ("https://obs.line.me/x", True),
        ("http://profile.line-" + "scdn.net/abc", False),
        ("https://evil.example/x.png", False),
        ("https://evilline-" + "scdn.net/x", False),
        ("https://profile.line-" + "scdn.net@evil.example/x", False),
        ("javascript:alert(1)", False),
        ("https://[::1", False),
        (None, False),
    ],
)
def test_only_pictures_of_lines_own_are_shown(url: Any, shown: bool) -> None:
    assert safe_picture(url) == (url if shown else "")
