from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linebot.v3 import WebhookHandler

from helpers.stub.app import make_app
from helpers.stub.control.handlers import Control
from helpers.stub.control.requested_actions import ACTIONS
from helpers.stub.control.routes import routes
from helpers.stub.platform import Platform
from helpers.stub.world.worlds import World
from tests.stub.webhooks.http_bots import HttpBot
from tests.stub.wire import Reply, Wire


class Lab(Wire):
    """The control interface, without a token."""

    def __init__(self, world: World | None = None) -> None:
        platform = Platform(world or World())
        super().__init__(platform, make_app(platform, routes(platform)))

    def get(self, path: str, **headers: str) -> Reply:
        return self.request("GET", f"/_lab/{path}", headers=headers, token=None)

    def post(self, path: str, body: Any = None, **headers: str) -> Reply:
        return self.request("POST", f"/_lab/{path}", body, headers, token=None)

    def act(self, who: str, act: str, **more: Any) -> Reply:
        return self.post(f"people/{quote(who, safe='')}/acts", {"act": act, **more})

    def texts(self, who: str) -> list[str]:
        chats = self.get(f"people/{quote(who, safe='')}/phone").json["chats"]
        return [bubble["message"].get("text", "") for chat in chats for bubble in chat["bubbles"]]

    def push(self, who: str, text: str = "hi") -> Reply:
        to = self.get(f"people/{quote(who, safe='')}").json["userId"]
        return self.request("POST", "/v2/bot/message/push", {"to": to, "messages": [{"type": "text", "text": text}]})


@pytest.fixture
def lab() -> Lab:
    return Lab()


# Who may ask ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "localhost:8000", "[::1]:8000", "127.0.0.1"])
def test_this_computer_may_ask_without_a_token(lab: Lab, host: str) -> None:
    assert lab.get("world", host=host).status == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example:8000", "192.168.1.2:8000", "[::2]", "[", "a b", ""]
)
def test_a_foreign_name_for_this_computer_is_refused(lab: Lab, host: str) -> None:
    """DNS rebinding: a page's own name, made to lead here."""
    assert lab.post("people/Mei/acts", {"act": "block"}, host=host).status == 403
    assert lab.get("people/Mei").json["state"] == "friend"


@pytest.mark.parametrize(
    "header", [{"origin": "https://evil.example"}, {"origin": "null"}, {"origin": "http://127.0.0.1:8888"},
               {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}]
)  # fmt: skip
def test_what_a_web_page_sends_is_refused(lab: Lab, header: dict[str, str]) -> None:
    assert lab.post("people/Mei/acts", {"act": "block"}, **header).status == 403
    assert lab.get("people/Mei").json["state"] == "friend"


def test_the_address_bar_of_a_browser_may_ask(lab: Lab) -> None:
    assert lab.get("world", **{"sec-fetch-site": "none"}).status == 200


def test_it_never_tells_the_credentials(lab: Lab) -> None:
    account = lab.platform.account
    for path in ("", "world", "people", "log", "webhook"):
        body = lab.get(path).body.decode()
        assert account.access_token not in body and account.channel_secret not in body


# Finding the way --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/_lab", "/_lab/"])
def test_the_index_lists_every_path_and_act(lab: Lab, path: str) -> None:
    index = lab.request("GET", path, token=None).json
    assert set(index["paths"]) == set(Control(lab.platform).paths()) - {"/_lab"}
    assert set(index["acts"]) == set(ACTIONS)


@pytest.mark.parametrize("path", ["nothing", "people/", "people/Mei/", "people/Mei/phones", "world/x", "_lab/"])
def test_an_unknown_path_is_404(lab: Lab, path: str) -> None:
    reply = lab.get(path)
    assert (reply.status, reply.json) == (404, {"message": "No such path; GET /_lab/ lists what there is."})


@pytest.mark.parametrize(
    ("method", "path"), [("DELETE", "people"), ("POST", "log"), ("GET", "reset"), ("PUT", "clock")]
)
def test_a_wrong_method_is_405(lab: Lab, method: str, path: str) -> None:
    reply = lab.request(method, f"/_lab/{path}", token=None)
    assert reply.status == 405
    assert "only" in reply.json["message"]


def test_the_api_beside_it_still_asks_for_its_token(lab: Lab) -> None:
    assert lab.request("GET", "/v2/bot/info", token=None).status == 401


def test_asking_here_is_not_in_the_log(lab: Lab) -> None:
    lab.get("world")
    assert lab.get("log").json == {"log": []}


# People -----------------------------------------------------------------------------------------------------------


def test_people_come_in_pages(lab: Lab) -> None:
    first = lab.get("people?limit=5").json
    rest = lab.get(f"people?limit=5&start={first['next']}").json
    assert [person["name"] for person in first["people"] + rest["people"]] == [
        "小美",
        "阿凱",
        "志明",
        "雅婷",
        "建宏",
        "怡君",
        "大偉",
    ]
    assert (first["total"], first["next"], rest["next"]) == (7, 5, None)


@pytest.mark.parametrize("name", ["小美", "Mei", "USER_ID"])
def test_a_person_is_found_by_name_or_id(lab: Lab, name: str) -> None:
    name = name.replace("USER_ID", lab.platform.people.user_id(0))
    shown = lab.get(f"people/{quote(name)}").json
    assert (shown["name"], shown["latin"], shown["state"], shown["groups"]) == (
        "小美",
        "Mei",
        "friend",
        ["同學會", "家族群組"],
    )


def test_a_million_friends_are_paged_and_everyone_has_a_phone() -> None:
    lab = Lab(World(crowd=1_000_000, plan="unlimited"))
    last = lab.get("people?start=1000006&limit=10").json
    assert (last["total"], last["next"], len(last["people"])) == (1_000_007, None, 1)
    name = last["people"][0]["name"]
    lab.push(name, "to the last one")
    assert lab.texts(name) == ["to the last one"]


@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=1001", "limit=x", "limit=-1", "start=-1", "start=1e3", "limit=%D9%A3", "start=" + "9" * 5000],
)
def test_a_page_that_cannot_be_is_400(lab: Lab, query: str) -> None:
    reply = lab.get(f"people?{query}")
    assert reply.status == 400
    assert "must be a whole number" in reply.json["message"]


@pytest.mark.parametrize(
    "name", ["nobody", "U" + "0" * 32, "x#99999999999", "%00", "%FF", "#" * 3, "x%23" + "9" * 5000, "%0A"]
)
@pytest.mark.parametrize("what", ["", "/phone"])
def test_an_unknown_person_is_404(lab: Lab, name: str, what: str) -> None:
    reply = lab.get(f"people/{name}{what}")
    assert reply.status == 404


def test_someone_new_can_be_added_and_written_to(lab: Lab) -> None:
    reply = lab.post("people", {"name": "小華", "latin": "Hua", "gender": "male", "area": "tw_01", "wroteDaysAgo": 2})
    assert (reply.status, reply.json["state"], reply.json["area"]) == (200, "friend", "tw_01")
    assert lab.push("Hua", "welcome").status == 200
    assert lab.texts("小華") == ["welcome"]


BAD_PEOPLE: list[dict[str, Any]] = [
    {}, {"name": ""}, {"name": 3}, {"name": "小美"}, {"name": "New", "latin": "Mei"}, {"name": "a/b"}, {"name": "a\nb"},
    {"name": " "}, {"name": "x" * 21}, {"name": "x", "gender": "unknown"}, {"name": "x", "friend": "yes"},
    {"name": "x", "wroteDaysAgo": -1}, {"name": "x", "wroteDaysAgo": 1e9}, {"name": "x", "surprise": 1},
]  # fmt: skip


@pytest.mark.parametrize("body", BAD_PEOPLE)
def test_nobody_is_added_by_bad_input(lab: Lab, body: dict[str, Any]) -> None:
    reply = lab.post("people", body)
    assert reply.status == 400
    assert reply.json["message"]
    assert lab.get("people").json["total"] == 7


# Acts -------------------------------------------------------------------------------------------------------------

DONE: dict[str, Callable[[Lab], Reply]] = {
    "message": lambda lab: lab.act("小美", "message", text="hi"),
    "messageEdited": lambda lab: lab.act("小美", "edit", messageId=_message_id(lab, group="同學會"), text="ho"),
    "unsend": lambda lab: lab.act("小美", "unsend", messageId=_message_id(lab)),
    "follow": lambda lab: lab.act("怡君", "follow"),
    "unfollow": lambda lab: lab.act("小美", "block"),
    "join": lambda lab: lab.post(f"groups/{quote('家族群組')}/acts", {"act": "invite"}),
    "leave": lambda lab: lab.post(f"groups/{quote('同學會')}/acts", {"act": "remove"}),
    "memberJoined": lambda lab: lab.act("志明", "join", group="同學會"),
    "memberLeft": lambda lab: lab.act("小美", "leave", group="同學會"),
    "postback": lambda lab: lab.act("小美", "postback", data="a=1", params={"date": "2026-11-02"}),
    "videoPlayComplete": lambda lab: lab.act("小美", "videoPlayComplete", trackingId="t1"),
    "beacon": lambda lab: lab.act("小美", "beacon", hwid="d41d8cd98f", dm="00"),
    "accountLink": lambda lab: lab.act("小美", "accountLink", nonce="n"),
    "membership": lambda lab: lab.act("小美", "membership", membershipId=3),
}


def _message_id(lab: Lab, **where: str) -> str:
    message_id: str = lab.act("小美", "message", text="hi", **where).json["events"][0]["message"]["id"]
    return message_id


@pytest.mark.parametrize("kind", DONE)
def test_every_event_can_be_caused(lab: Lab, kind: str) -> None:
    reply = DONE[kind](lab)
    assert reply.status == 200
    assert [event["type"] for event in reply.json["events"]] == [kind]


@pytest.mark.parametrize("kind", ["sticker", "image", "video", "audio", "file", "location"])
def test_every_kind_of_message_can_be_sent(lab: Lab, kind: str) -> None:
    (event,) = lab.act("小美", kind).json["events"]
    assert event["message"]["type"] == kind


def test_every_act_has_a_test() -> None:
    """`DONE` and the two kinds of messages cover the table."""
    covered = {"message", "edit", "unsend", "follow", "block", "unblock", "join", "leave", "postback"}
    covered |= {"videoPlayComplete", "beacon", "accountLink", "membership"}
    covered |= {"sticker", "image", "video", "audio", "file", "location"}
    assert covered == set(ACTIONS)


def test_unblocking_is_a_follow_that_says_so(lab: Lab) -> None:
    (event,) = lab.act("雅婷", "unblock").json["events"]
    assert (event["type"], event["follow"]) == ("follow", {"isUnblocked": True})


def test_leaving_line_makes_no_event(lab: Lab) -> None:
    assert lab.act("小美", "leave").json == {"events": []}
    assert lab.get("people/Mei").json["state"] == "left_line"


def test_a_member_speaks_in_a_group(lab: Lab) -> None:
    reply = lab.post(f"groups/{quote('Class reunion')}/acts", {"act": "message", "who": "Kai", "text": "hi all"})
    assert reply.json["events"][0]["source"]["type"] == "group"
    assert lab.texts("建宏") == ["hi all"]


CANNOT: list[tuple[str, dict[str, Any], str]] = [
    ("雅婷", {"act": "message", "text": "hi"}, "has_blocked"),
    ("大偉", {"act": "follow"}, "left_line"),
    ("小美", {"act": "follow"}, "already_friend"),
    ("小美", {"act": "unblock"}, "not_blocked"),
    ("志明", {"act": "message", "text": "hi", "group": "同學會"}, "not_a_member"),
    ("小美", {"act": "unsend", "messageId": "1"}, "not_own_message"),
]


@pytest.mark.parametrize(("who", "body", "reason"), CANNOT)
def test_what_line_would_not_let_them_do_is_409(lab: Lab, who: str, body: dict[str, Any], reason: str) -> None:
    reply = lab.post(f"people/{quote(who)}/acts", body)
    assert (reply.status, reply.json["reason"]) == (409, reason)
    assert who in reply.json["message"]


BAD_ACTS: list[Any] = [
    {}, {"act": "dance"}, {"act": 1}, {"act": ["message"]}, {"act": "message"}, {"act": "message", "text": ""},
    {"act": "message", "text": 1}, {"act": "message", "text": "x" * 10_001}, {"act": "message", "text": "x", "y": 1},
    {"act": "join"}, {"act": "follow", "group": "同學會"}, {"act": "beacon"}, {"act": "location", "latitude": 91},
    {"act": "beacon", "hwid": "1", "type": "x"},
    {"act": "postback", "data": "x", "params": []}, {"act": "video", "duration": 0}, {"act": "video", "duration": 1.5},
    {"act": "membership", "membershipId": "1"}, {"act": "file", "fileSize": 10**30},
    [], None, 1, "act", [{"act": "message"}],
]  # fmt: skip


@pytest.mark.parametrize("body", BAD_ACTS)
def test_bad_acts_are_400_and_change_nothing(lab: Lab, body: Any) -> None:
    before = lab.get("world").json
    reply = lab.post("people/Mei/acts", json.dumps(body).encode())
    assert reply.status == 400
    assert reply.json["message"]
    assert (lab.get("world").json, lab.texts("小美")) == (before, [])


def test_an_unknown_group_is_404(lab: Lab) -> None:
    assert lab.act("小美", "message", text="hi", group="nowhere").status == 404
    assert lab.get("groups/nowhere").status == 404
    assert lab.post("groups/nowhere/acts", {"act": "invite"}).status == 404


def test_several_people_can_share_one_webhook(lab: Lab) -> None:
    messages = [{"who": "小美", "act": "message", "text": "a"}, {"who": "阿凱", "act": "sticker", "group": "同學會"}]
    events = lab.post("messages", {"messages": messages}).json["events"]
    assert [event["message"]["type"] for event in events] == ["text", "sticker"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"who": "雅婷", "act": "message", "text": "b"},
        {"who": "x", "act": "sticker"},
        {"who": "阿凱", "act": "block"},
        1,
    ],
)
def test_of_several_messages_all_go_or_none(lab: Lab, wrong: Any) -> None:
    reply = lab.post("messages", {"messages": [{"who": "小美", "act": "message", "text": "a"}, wrong]})
    assert reply.status in (400, 404, 409)
    assert lab.texts("小美") == []


# Groups -----------------------------------------------------------------------------------------------------------


def test_groups_are_listed(lab: Lab) -> None:
    groups = lab.get("groups").json["groups"]
    assert [(group["title"], group["botIn"]) for group in groups] == [("同學會", True), ("家族群組", False)]
    assert groups[0] == lab.get(f"groups/{quote('同學會')}").json


def test_a_new_group_gets_what_is_pushed_to_it(lab: Lab) -> None:
    group = lab.post("groups", {"title": "新群組", "members": ["小美", "Kai"]}).json
    body = {"to": group["id"], "messages": [{"type": "text", "text": "hi"}]}
    assert lab.request("POST", "/v2/bot/message/push", body).status == 200
    assert lab.texts("阿凱") == ["hi"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"title": "同學會"},
        {"title": "x", "latin": "Family"},
        {"title": "x", "members": "小美"},
        {"title": "x", "kind": "user"},
        {"title": "x", "members": [1]},
    ],
)
def test_no_group_is_opened_by_bad_input(lab: Lab, body: dict[str, Any]) -> None:
    assert lab.post("groups", body).status == 400
    assert len(lab.get("groups").json["groups"]) == 2


def test_no_group_is_opened_with_somebody_unknown(lab: Lab) -> None:
    assert lab.post("groups", {"title": "x", "members": ["小美", "nobody"]}).status == 404
    assert len(lab.get("groups").json["groups"]) == 2


def test_who_is_named_twice_is_in_the_group_once(lab: Lab) -> None:
    assert lab.post("groups", {"title": "x", "members": ["小美", "Mei", "阿凱"]}).json["members"] == ["小美", "阿凱"]


# The clock, the world, the quota ----------------------------------------------------------------------------------


def test_the_clock_moves_forward(lab: Lab) -> None:
    assert lab.post("clock", {"minutes": 1, "seconds": 1.5}).json["now"] == "2026-11-02T10:01:01.500+08:00"
    assert lab.get("clock").json["ticking"] is False


@pytest.mark.parametrize(
    "body", [{}, {"seconds": -1}, {"seconds": 0}, {"seconds": "60"}, {"days": 1e300}, {"weeks": 1}, {"seconds": True}]
)
def test_the_clock_is_not_moved_by_bad_input(lab: Lab, body: dict[str, Any]) -> None:
    assert lab.post("clock", body).status == 400
    assert lab.get("clock").json["now"] == "2026-11-02T10:00:00.000+08:00"


def test_the_clock_ends_before_datetime_does(lab: Lab) -> None:
    for _ in range(1000):
        lab.platform.clock.advance(days=3650)
    assert lab.post("clock", {"days": 3650}).status == 200


def test_a_reset_brings_the_same_world_back(lab: Lab) -> None:
    before = lab.get("world").json, lab.get("people").json
    lab.act("小美", "block")
    lab.post("people", {"name": "New"})
    lab.post("clock", {"days": 1})
    lab.post("reset")
    assert (lab.get("world").json, lab.get("people").json) == before


def test_a_reset_can_make_unknown_ids_of_a_multicast_a_400(lab: Lab) -> None:
    body = {"to": ["U" + "0" * 32], "messages": [{"type": "text", "text": "hi"}]}
    statuses = []
    for choice in ({}, {"multicastUnknownIds": "refuse"}, {}, {"multicastUnknownIds": "skip"}):
        assert lab.post("reset", choice).status == 200
        statuses.append(lab.request("POST", "/v2/bot/message/multicast", body).status)
    assert statuses == [200, 400, 400, 200]


def test_a_reset_can_bring_another_world_with_the_same_token(lab: Lab) -> None:
    world = lab.post("reset", {"friends": 500, "plan": "high", "verified": True, "rateLimits": False}).json
    assert (world["people"], world["quota"]["limit"], world["verified"], world["rateLimits"]) == (
        507,
        6000,
        True,
        False,
    )
    assert lab.request("GET", "/v2/bot/info").status == 200


@pytest.mark.parametrize("body", [{"friends": 10**9}, {"friends": -1}, {"plan": "gold"}, {"verified": 1}, {"x": 1}])
def test_a_reset_is_not_done_by_bad_input(lab: Lab, body: dict[str, Any]) -> None:
    lab.act("小美", "block")
    assert lab.post("reset", body).status == 400
    assert lab.get("people/Mei").json["state"] == "blocked"


def test_verified_and_rate_limits_can_be_switched(lab: Lab) -> None:
    world = lab.post("world", {"verified": True, "rateLimits": False}).json
    assert (world["verified"], world["rateLimits"]) == (True, False)


def test_the_quota_can_be_used_up(lab: Lab) -> None:
    assert lab.post("quota", {"used": 200}).json == {"plan": "light", "limit": 200, "used": 200, "remaining": 0}
    assert lab.push("小美").status == 429
    assert lab.post("quota", {"plan": "unlimited"}).json["remaining"] is None
    assert lab.push("小美").status == 200


@pytest.mark.parametrize("body", [{"plan": "gold"}, {"limit": -1}, {"used": 1.5}, {"used": 10**400}, {"limit": "all"}])
def test_the_quota_is_not_changed_by_bad_input(lab: Lab, body: dict[str, Any]) -> None:
    assert lab.post("quota", body).status == 400
    assert lab.get("quota").json["remaining"] == 200


# Faults -----------------------------------------------------------------------------------------------------------


def test_the_next_answers_can_be_spoilt(lab: Lab) -> None:
    assert lab.post("faults", {"kind": "500", "times": 2}).json == {"pending": 2}
    assert [lab.push("小美").status for _ in range(3)] == [500, 500, 200]


def test_a_fault_after_acceptance_still_delivers(lab: Lab) -> None:
    lab.post("faults", {"kind": "500", "when": "after"})
    assert lab.push("小美", "arrived").status == 500
    assert lab.texts("小美") == ["arrived"]


def test_faults_can_be_taken_back(lab: Lab) -> None:
    lab.post("faults", {"kind": "timeout", "times": 5})
    assert lab.request("DELETE", "/_lab/faults", token=None).json == {"pending": 0}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"kind": "503"},
        {"kind": 500},
        {"kind": "500", "times": 0},
        {"kind": "500", "times": 10**9},
        {"kind": "429", "when": "after"},
        {"kind": "timeout", "holdSeconds": 1e6},
    ],
)
def test_no_fault_by_bad_input(lab: Lab, body: dict[str, Any]) -> None:
    assert lab.post("faults", body).status == 400
    assert lab.get("faults").json == {"pending": 0}


def test_faults_do_not_pile_up_without_end(lab: Lab) -> None:
    assert lab.post("faults", {"kind": "500", "times": 1000}).status == 200
    assert lab.post("faults", {"kind": "500"}).status == 400


# The log ----------------------------------------------------------------------------------------------------------


def test_the_log_tells_rule_and_outcome_newest_first(lab: Lab) -> None:
    lab.push("雅婷")
    lab.request("POST", "/v2/bot/message/push", {}, token=None)
    refused, accepted = lab.get("log").json["log"]
    assert (refused["status"], refused["rule"]["key"], refused["outcome"]) == (401, "auth_missing", None)
    assert refused["rule"]["reference"].startswith("https://developers.line.biz/")
    assert (accepted["status"], accepted["rule"], accepted["outcome"]["received"]) == (200, None, 0)
    assert accepted["outcome"]["people"][0]["reason"] == "blocked"


def test_the_log_takes_a_limit(lab: Lab) -> None:
    for _ in range(5):
        lab.push("小美")
    assert len(lab.get("log?limit=3").json["log"]) == 3
    assert lab.get("log?limit=0").status == 400


@pytest.fixture
def bot() -> Iterator[HttpBot]:
    with HttpBot() as running:
        yield running


def _settle(lab: Lab) -> None:
    assert lab.platform.webhook_delivery.wait(10)


def test_webhooks_stand_in_the_log_between_the_requests(lab: Lab, bot: HttpBot) -> None:
    lab.post("webhook", {"url": bot.url})
    lab.push("小美", "first")
    lab.act("小美", "message", text="hello")
    _settle(lab)
    lab.push("小美", "second")
    newest, webhook, oldest = lab.get("log").json["log"]
    assert [newest["kind"], oldest["kind"]] == ["request", "request"]
    assert (webhook["kind"], webhook["status"], webhook["failure"], webhook["redelivery"]) == (
        "webhook",
        200,
        None,
        False,
    )
    assert webhook["events"][0]["message"]["text"] == "hello"


# Webhooks ---------------------------------------------------------------------------------------------------------


def test_the_webhook_address_can_be_set_and_taken_away(lab: Lab, bot: HttpBot) -> None:
    assert lab.post("webhook", {"url": bot.url, "redelivery": True}).json == {
        "url": bot.url, "active": True, "redelivery": True, "mode": "active", "pending": 0,
    }  # fmt: skip
    assert lab.post("webhook", {"url": ""}).json["url"] is None
    lab.act("小美", "message", text="hello")
    _settle(lab)
    assert bot.received == []


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "ftp://127.0.0.1/",
        "https://bot.example/callback",
        "http://10.0.0.1/",
        "http://127.0.0.1/" + "a" * 500,
        1,
    ],
)
def test_a_webhook_elsewhere_or_nowhere_is_400(lab: Lab, url: Any) -> None:
    assert lab.post("webhook", {"url": url, "active": False}).status == 400
    assert (lab.get("webhook").json["url"], lab.get("webhook").json["active"]) == (None, True)


def test_standby_lasts_until_reset(lab: Lab) -> None:
    lab.post("webhook", {"mode": "standby"})
    assert "replyToken" not in lab.act("小美", "message", text="hi").json["events"][0]
    lab.post("reset")
    assert "replyToken" in lab.act("小美", "message", text="hi").json["events"][0]


def test_failed_webhooks_can_be_sent_again(lab: Lab, bot: HttpBot) -> None:
    bot.status = 500
    lab.post("webhook", {"url": bot.url})
    lab.act("小美", "message", text="hello")
    _settle(lab)
    bot.status = 200
    assert lab.post("webhook/redeliver").json == {"redelivered": 1}
    _settle(lab)
    assert [line["redelivery"] for line in lab.get("log").json["log"]] == [True, False]


def test_an_unknown_event_cannot_be_sent_again(lab: Lab) -> None:
    assert lab.post("webhook/redeliver", {"webhookEventId": "x"}).status == 404


def test_the_connectivity_check_is_an_empty_request(lab: Lab, bot: HttpBot) -> None:
    lab.post("webhook", {"url": bot.url})
    lab.post("webhook/check")
    _settle(lab)
    assert json.loads(bot.received[0].body)["events"] == []


def test_acts_reach_an_in_process_bot(lab: Lab) -> None:
    handler, heard = WebhookHandler(lab.platform.account.channel_secret), []
    handler.default()(lambda event: heard.append(event.type))
    lab.platform.webhook_delivery.deliver_to(handler)
    lab.act("小美", "message", text="hi")
    _settle(lab)
    assert heard == ["message"]


@pytest.mark.parametrize("wait", ["x", "-1", "31", "1.5"])
def test_how_long_to_wait_is_checked(lab: Lab, wait: str) -> None:
    assert lab.get(f"webhook?wait={wait}").status == 400


def test_with_nothing_on_its_way_waiting_takes_no_time(lab: Lab) -> None:
    assert lab.get("webhook?wait=30").json["pending"] == 0


# Any bytes --------------------------------------------------------------------------------------------------------

_PATHS = sorted(Control(Platform()).paths())
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)
_MEMBERS = [
    "act", "text", "who", "group", "name", "title", "members", "friends", "plan", "seconds", "url", "mode", "kind",
    "times", "used", "limit", "messages", "data", "messageId", "webhookEventId", "latin", "gender", "duration",
]  # fmt: skip
_WORDS = st.sampled_from(["message", "小美", "同學會", "invite", "500", "timeout", "active", "light", "x", ""])
_BODIES = st.one_of(
    st.binary(max_size=100),
    _JSON.map(lambda value: json.dumps(value).encode()),
    st.dictionaries(st.sampled_from(_MEMBERS), _WORDS | _JSON, max_size=5).map(
        lambda value: json.dumps(value).encode()
    ),
)
_METHODS = st.sampled_from(["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"])


@settings(max_examples=100, deadline=None)
@given(method=_METHODS, path=st.sampled_from(_PATHS), name=st.text(max_size=10), body=_BODIES)
def test_any_bytes_never_give_a_5xx(method: str, path: str, name: str, body: bytes) -> None:
    lab = Lab()
    place = path.replace("{person}", quote(name, safe="")).replace("{group}", quote(name, safe=""))
    reply = lab.request(method, place, body, token=None)
    assert reply.status in (200, 400, 404, 405, 409)
    assert reply.status == 200 or method == "HEAD" or reply.json["message"]


@settings(max_examples=100, deadline=None)
@given(path=st.sampled_from(_PATHS), name=st.sampled_from(["小美", "雅婷", "大偉", "同學會", "家族群組"]), body=_BODIES)
def test_what_is_refused_changes_nothing(path: str, name: str, body: bytes) -> None:
    lab = Lab()
    before = _state(lab)
    reply = lab.request("POST", path.replace("{person}", quote(name)).replace("{group}", quote(name)), body, token=None)
    assert reply.status == 200 or _state(lab) == before


def _state(lab: Lab) -> list[Any]:
    phones = [lab.get(f"people/{quote(name)}/phone").json for name in ("小美", "阿凱", "建宏")]
    return [lab.get(path).json for path in ("world", "people", "groups", "log")] + phones


@settings(max_examples=100, deadline=None)
@given(query=st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=40), path=st.sampled_from(_PATHS))
def test_any_query_never_gives_a_5xx(query: str, path: str) -> None:
    place = path.replace("{person}", "Mei").replace("{group}", "Family")
    assert Lab().request("GET", f"{place}?{query}".replace("#", ""), token=None).status < 500


def test_a_body_over_two_megabytes_is_413(lab: Lab) -> None:
    assert lab.post("people/Mei/acts", b" " * (2 * 1024 * 1024 + 1)).status == 413
