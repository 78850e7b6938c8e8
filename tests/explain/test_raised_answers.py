"""LINE's refusals as other HTTP libraries raise them: the same card as for the SDK's exception."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import requests

from helpers.explain.explanation import explain, is_explained
from helpers.explain.raised_answers import raised_answer
from helpers.lab import Lab, open_lab
from helpers.text import texts

EN = texts("en")
PUSH = "/v2/bot/message/push"


@pytest.fixture(scope="module")
def lab() -> Iterator[Lab]:
    with open_lab(transport="http", lang="en") as opened:
        yield opened


def by_urllib(url: str, body: Any, headers: dict[str, str]) -> None:
    headers = {**headers, "Content-Type": "application/json"}
    try:
        urllib.request.urlopen(urllib.request.Request(url, json.dumps(body).encode(), headers))
    except urllib.error.HTTPError as error:
        error.close()
        raise


def by_requests(url: str, body: Any, headers: dict[str, str]) -> None:
    requests.post(url, json=body, headers=headers, timeout=30).raise_for_status()


def by_httpx(url: str, body: Any, headers: dict[str, str]) -> None:
    httpx.post(url, json=body, headers=headers).raise_for_status()


@pytest.mark.parametrize("send", [by_urllib, by_requests, by_httpx])
def test_a_refusal_another_library_raises_is_told_by_its_rule(lab: Lab, send: Any) -> None:
    headers = {"Authorization": f"Bearer {lab.configuration.access_token}"}
    body = {"to": lab.friend("Mei").user_id, "messages": [{"type": "text"}]}
    with pytest.raises(Exception) as caught:
        send(lab.configuration.host + PUSH, body, headers)
    answer = raised_answer(caught.value)
    assert answer is not None and answer.status == 400 and is_explained(caught.value)
    told = explain(caught.value, EN, exchange=lab.session.exchanges.exchange_of(caught.value))
    assert (told.stopped_by, told.key) == ("line", "rule.body_invalid")
    assert told.notes == ("`messages[0].text` may not be empty",)
    assert explain(caught.value, EN).stopped_by == "line"  # also where the exchange is not known


@pytest.mark.parametrize("error", [ValueError("x"), urllib.error.HTTPError("http://a.tw", 404, "no", {}, None)])  # type: ignore[arg-type]
def test_what_is_no_answer_of_line_is_left_alone(error: Exception) -> None:
    assert raised_answer(error) is None and not is_explained(error)


@pytest.mark.parametrize("send", [by_requests, by_urllib])
def test_an_address_without_its_scheme_is_told_so(send: Any) -> None:
    with pytest.raises(ValueError, match=r"scheme|url type") as caught:
        send("api.line.me" + PUSH, {}, {})
    assert explain(caught.value, EN).key == "you.url_scheme"


def test_an_answer_read_like_a_dict_is_told_of_its_json(lab: Lab) -> None:
    names = {"lab": lab, "answer": requests.Response()}
    with pytest.raises(TypeError) as caught:
        exec(compile("lab and answer['sentMessages']", "<cell>", "exec"), names)
    assert explain(caught.value, EN).key == "you.http_answer"
