"""Any bytes at all: never a 5xx, never an exception, never a changed world behind an error."""

from __future__ import annotations

import copy
import json
import socket
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.stub.app import make_app
from helpers.stub.operations import OPERATIONS
from helpers.stub.person_actions import PersonActions
from helpers.stub.platform import Platform
from helpers.web.server import Server
from tests.stub.accepted import Request, Requests, narrowcast_by_attributes
from tests.stub.samples import KEY, PUSH, push_body
from tests.stub.snapshot import snapshot
from tests.stub.wire import Reply, Wire

pytestmark = pytest.mark.slow


def bounded(examples: int) -> settings:
    """The same examples in each run, and not too many."""
    quiet = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large]
    return settings(max_examples=examples, derandomize=True, deadline=None, database=None, suppress_health_check=quiet)


@pytest.fixture(scope="module")
def requests() -> Requests:
    return Requests()


def attempt(
    requests: Requests, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
) -> Reply:
    """Send anything in a fresh world; what must hold whatever it is."""
    requests.begin()
    platform = requests.bot.platform
    before = snapshot(platform)
    reply = requests.bot.wire.request(method, path, body, headers)
    assert reply.status < 500 or reply.status == 501, reply
    assert reply.headers["x-line-request-id"]
    if reply.status >= 400:
        assert reply.json["message"]
        assert snapshot(platform) == before
    return reply


# The ground the fuzzers stand on --------------------------------------------------------------------------


@pytest.mark.parametrize("number", range(len(OPERATIONS)), ids=[operation.name for operation in OPERATIONS])
def test_the_request_they_begin_with_is_accepted(requests: Requests, number: int) -> None:
    requests.begin()
    assert requests.send(requests.requests[number]).status in (200, 202)


def test_a_snapshot_sees_what_a_send_changes() -> None:
    platform = Platform()
    before = snapshot(platform)
    assert Wire(platform).request("POST", PUSH, push_body(platform)).status == 200
    after = snapshot(platform)
    assert {name for name in after if after[name] != before[name]} >= {"deliveries", "quota", "ids"}


def test_a_snapshot_sees_what_people_do() -> None:
    platform = Platform()
    before = snapshot(platform)
    PersonActions(platform).block(0)
    assert snapshot(platform)["people"] != before["people"]


# Bodies ---------------------------------------------------------------------------------------------------

SCALARS = (
    st.none()
    | st.booleans()
    | st.sampled_from([0, -1, 1, 2**31, 2**63, 10**400, -(10**400), 0.5, -0.0, 1e308, 5e-324])
    | st.sampled_from(["", " ", "\0", "\ud83d", "😀", "x" * 5001, "$", "{", "{a}", "U" + "0" * 32, KEY, "type"])
    | st.text(max_size=20)
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
)
JSON = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["type", "text", "to", "messages", "a"]) | st.text(max_size=5), inner, max_size=4
        )
    ),
    max_leaves=8,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of everything inside a JSON value."""
    yield path
    if isinstance(value, dict):
        for key, item in value.items():
            yield from places(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from places(item, (*path, index))


def at(value: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        value = value[step]
    return value


def spoil(body: Any, draw: st.DataObject) -> Any:
    """Change one thing in a sound body: another value, one gone, one too many, or one in the wrong place."""
    body = copy.deepcopy(body)
    paths = list(places(body))
    path = draw.draw(st.sampled_from(paths))
    if not path:
        return draw.draw(JSON)
    parent, last = at(body, path[:-1]), path[-1]
    how = draw.draw(st.sampled_from(["replace", "delete", "wrap", "repeat", "move", "add"]))
    if how == "replace":
        parent[last] = draw.draw(JSON)
    elif how == "delete":
        del parent[last]
    elif how == "wrap":
        parent[last] = draw.draw(st.sampled_from([[parent[last]], {"type": parent[last]}]))
    elif how == "repeat":
        parent[last] = [parent[last]] * draw.draw(st.sampled_from([2, 6, 14, 60]))
    elif how == "move":
        parent[last] = copy.deepcopy(at(body, draw.draw(st.sampled_from(paths))))
    elif isinstance(parent, dict):
        parent[draw.draw(st.text(max_size=5))] = draw.draw(JSON)
    return body


WITH_BODY = [number for number, operation in enumerate(OPERATIONS) if operation.model is not None]


@pytest.mark.parametrize("number", WITH_BODY, ids=[OPERATIONS[number].name for number in WITH_BODY])
@bounded(25)
@given(draw=st.data())
def test_sound_bodies_with_one_or_two_faults(requests: Requests, number: int, draw: st.DataObject) -> None:
    request: Request = requests.requests[number]
    body = spoil(spoil(request.body, draw), draw) if draw.draw(st.booleans()) else spoil(request.body, draw)
    attempt(requests, request.operation.method, request.path, json.dumps(body).encode())


@bounded(80)
@given(draw=st.data())
def test_conditions_with_faults(requests: Requests, draw: st.DataObject) -> None:
    body = spoil(spoil(narrowcast_by_attributes(), draw), draw)
    attempt(requests, "POST", "/v2/bot/message/narrowcast", json.dumps(body).encode())


@bounded(100)
@given(st.sampled_from(WITH_BODY), JSON)
def test_any_json(requests: Requests, number: int, body: Any) -> None:
    request = requests.requests[number]
    attempt(requests, request.operation.method, request.path, json.dumps(body).encode())


@bounded(100)
@given(st.sampled_from(WITH_BODY), st.binary(max_size=200))
def test_any_bytes(requests: Requests, number: int, body: bytes) -> None:
    request = requests.requests[number]
    attempt(requests, request.operation.method, request.path, body, {"content-type": "application/json"})


@bounded(100)
@given(draw=st.data())
def test_sound_text_with_bytes_changed(requests: Requests, draw: st.DataObject) -> None:
    request = requests.requests[draw.draw(st.sampled_from(WITH_BODY))]
    text = json.dumps(request.body, ensure_ascii=False).encode()
    start = draw.draw(st.integers(0, len(text)))
    end = start + draw.draw(st.integers(0, 8))
    middle = draw.draw(
        st.binary(max_size=6) | st.sampled_from([b'"', b"{", b"}", b"]", b",", b"\\", b"\xff", b"1e999"])
    )
    attempt(requests, request.operation.method, request.path, text[:start] + middle + text[end:])


@bounded(80)
@given(draw=st.data())
def test_keys_named_twice(requests: Requests, draw: st.DataObject) -> None:
    request = requests.requests[draw.draw(st.sampled_from(WITH_BODY))]
    objects = [path for path in places(request.body) if isinstance(at(request.body, path), dict)]
    marked = copy.deepcopy(request.body)
    chosen = at(marked, draw.draw(st.sampled_from(objects)))
    key = draw.draw(st.sampled_from(sorted(chosen)))
    chosen["\0twice"] = chosen[key]
    text = json.dumps(marked).replace('"\\u0000twice"', json.dumps(key))
    reply = attempt(requests, request.operation.method, request.path, text.encode())
    assert (reply.status, reply.json["details"]) == (400, [{"message": f"Duplicate field '{key}'"}])


# Depth and size -------------------------------------------------------------------------------------------

NESTS = {
    "arrays": ('{"to":"U1","messages":', "[", "]", "}"),
    "objects": ('{"to":"U1","messages":', '{"a":', "1}", "}"),
    "unknown member": ('{"x":', "[", "]", ',"messages":[{"type":"text","text":"t"}]}'),
    "flex boxes": (
        '{"to":"U1","messages":[{"type":"flex","altText":"a","contents":{"type":"bubble","body":',
        '{"type":"box","layout":"vertical","contents":[',
        '{"type":"text","text":""}]}',
        "}}]}",
    ),
    "conditions": (
        '{"messages":[{"type":"text","text":"t"}],"recipient":',
        '{"type":"operator","not":',
        '{"type":"audience","audienceGroupId":1}}',
        "}",
    ),
    "attributes": (
        '{"messages":[{"type":"text","text":"t"}],"filter":{"demographic":',
        '{"type":"operator","and":[',
        '{"type":"age","gte":"age_20"}]}',
        "}}",
    ),
}


def nested(name: str, depth: int) -> bytes:
    before, opening, closing, after = NESTS[name]
    middle, _, bracket = closing.rpartition("]}") if closing.endswith("]}") else closing.rpartition("}")
    ending = closing[len(middle) :] or bracket
    return (before + opening * depth + middle + ending * depth + after).encode()


@pytest.mark.parametrize("depth", [1, 20, 60, 100, 150, 180, 200, 220, 240, 260, 330, 490, 900, 2000, 100_000])
@pytest.mark.parametrize("name", NESTS)
def test_any_depth(requests: Requests, name: str, depth: int) -> None:
    path = PUSH if "conditions" not in name and "attributes" not in name else "/v2/bot/message/narrowcast"
    attempt(requests, "POST", path, nested(name, depth))


UPLOAD = "/v2/bot/audienceGroup/upload"
HUGE = {
    "messages": (PUSH, b'{"messages":[' + b"{}," * 600_000 + b"{}]}"),
    "emojis": (PUSH, b'{"messages":[{"type":"text","text":"t","emojis":[' + b"{}," * 600_000 + b"{}]}]}"),
    "surrogates": (PUSH, b'{"messages":[{"type":"text","text":"' + b"\\ud83d" * 300_000 + b'"}]}'),
    "ids": (UPLOAD, b'{"audiences":[' + b'{"id":"x"},' * 180_000 + b'{}],"description":"d"}'),
    "deep array": (PUSH, b'{"x":' + b"[" * 900 + b"1," * 900_000 + b"1" + b"]" * 900 + b',"messages":5}'),
    "digits": (PUSH, b'{"limit":{"max":' + b"9" * 2_000_000 + b"}}"),
    "key": (PUSH, b'{"' + b"k" * 2_000_000 + b'":1}'),
}


@pytest.mark.parametrize("name", HUGE)
def test_two_megabytes_of_anything(requests: Requests, name: str) -> None:
    path, body = HUGE[name]
    attempt(requests, "POST", path, body, {"content-type": "application/json"})


# Headers, paths, queries ----------------------------------------------------------------------------------

HEADER_NAMES = [
    "authorization", "content-type", "x-line-retry-key", "content-length", "host", "transfer-encoding", "cookie",
    "accept-encoding", "content-encoding", "expect", "x-forwarded-proto", "x-line-request-id", "range", "upgrade",
]  # fmt: skip
HEADER_VALUES = st.text(st.characters(min_codepoint=1, max_codepoint=255), max_size=30) | st.sampled_from(
    ["Bearer ", "Bearer x", "application/json;", "application/json; charset=big5", KEY, "-1", "chunked", "gzip", "["]
)


@bounded(100)
@given(
    st.sampled_from(range(len(OPERATIONS))),
    st.dictionaries(st.sampled_from(HEADER_NAMES) | st.text("abc-", min_size=1), HEADER_VALUES, max_size=4),
)
def test_any_headers(requests: Requests, number: int, headers: dict[str, str]) -> None:
    request = requests.requests[number]
    attempt(requests, request.operation.method, request.path, request.body, headers)


PARAMETERS = [
    "start", "limit", "date", "requestId", "page", "size", "description", "status", "createRoute", "from", "to",
    "includesExternalPublicGroups",
]  # fmt: skip
VALUES = st.text(max_size=12) | st.sampled_from(
    [
        "",
        "0",
        "-1",
        "1",
        "²",
        "9" * 5000,
        "99999999",
        "20260230",
        "20261102",
        "00000000",
        "10000101",
        "true",
        "READY",
        KEY,
    ]
)


@bounded(120)
@given(
    st.sampled_from([n for n, operation in enumerate(OPERATIONS) if operation.method == "GET"]),
    st.lists(st.tuples(st.sampled_from(PARAMETERS), VALUES), max_size=4),
)
def test_any_query(requests: Requests, number: int, query: list[tuple[str, str]]) -> None:
    path = requests.requests[number].path.partition("?")[0]
    attempt(requests, "GET", path + "?" + urlencode(query, errors="replace"))


@bounded(60)
@given(st.sampled_from(range(len(OPERATIONS))), st.text("%&=?;+#/[]\\0a\x7f", max_size=20))
def test_a_query_of_any_form(requests: Requests, number: int, query: str) -> None:
    request = requests.requests[number]
    attempt(requests, request.operation.method, request.path.partition("?")[0] + "?" + query, request.body)


WITH_PARAMETER = [number for number, operation in enumerate(OPERATIONS) if "{" in operation.path]


@bounded(100)
@given(
    st.sampled_from(WITH_PARAMETER),
    st.text(min_size=1, max_size=12) | st.sampled_from(["9" * 5000, "²", "U" + "0" * 32]),
)
def test_any_path_parameter(requests: Requests, number: int, value: str) -> None:
    request = requests.requests[number]
    names = dict.fromkeys(requests.values, quote(value, safe="", errors="replace"))
    attempt(requests, request.operation.method, request.operation.path.format(**names), request.body)


@bounded(100)
@given(
    st.sampled_from(["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "x"]),
    st.sampled_from(["/", "/v2/", "/v2/bot/", "/v2/bot/message/", "/v2/oauth/", "/oauth2/v2.1/", "/v2/bot/richmenu/"]),
    st.text(max_size=15),
)
def test_any_method_and_path(requests: Requests, method: str, before: str, path: str) -> None:
    attempt(requests, method, before + quote(path, safe="/", errors="replace"), {})


# Over a socket --------------------------------------------------------------------------------------------

HEAD = b"POST /v2/bot/message/push HTTP/1.1\r\nhost: x\r\n"
GARBAGE = [
    b"",
    b"\r\n" * 100,
    b"\0" * 1000,
    b"GET\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"GET /\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x07" * 200,
    b"GET /%zz HTTP/1.1\r\nhost: x\r\n\r\n",
    b"GET \xff\xfe HTTP/1.1\r\nhost: x\r\n\r\n",
    b"GET http://elsewhere/v2/bot/info HTTP/1.1\r\nhost: x\r\n\r\n",
    b"GET //v2/bot/info HTTP/1.1\r\nhost: x\r\n\r\n",
    b"CONNECT a:1 HTTP/1.1\r\nhost: x\r\n\r\n",
    b"OPTIONS * HTTP/1.1\r\nhost: x\r\n\r\n",
    b"HEAD /v2/bot/info HTTP/1.1\r\nhost: x\r\n\r\n" * 2,
    b"GET / HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nhost: [\r\n\r\n",
    b"GET / HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-key: x\r\n\r\n",
    HEAD + b"content-length: -1\r\n\r\n",
    HEAD + b"content-length: 99999999999999999999\r\n\r\n{}",
    HEAD + b"content-length: 2\r\ncontent-length: 3\r\n\r\n{}x",
    HEAD + b"transfer-encoding: chunked\r\ncontent-length: 3\r\n\r\n0\r\n\r\n",
    HEAD + b"transfer-encoding: chunked\r\n\r\nzz\r\n",
    HEAD + b"transfer-encoding: chunked\r\n\r\nffffffffffffffff\r\nx",
    HEAD + b"transfer-encoding: gzip\r\n\r\n",
    HEAD + b"content-length: 100\r\n\r\n{",
    HEAD + b"expect: 100-continue\r\ncontent-length: 10\r\n\r\n",
    HEAD + b"content-type: application/json\r\ncontent-encoding: gzip\r\ncontent-length: 2\r\n\r\n{}",
    HEAD + b"authorization: Bearer \xff\r\ncontent-length: 0\r\n\r\n",
    HEAD + b"no colon here\r\n\r\n",
    HEAD + b" folded: x\r\n\r\n",
    HEAD + b"x: " + b"y" * 200_000 + b"\r\n\r\n",
    HEAD + b"x: y\r\n" * 20_000 + b"\r\n",
    b"GET /" + b"x" * 200_000 + b" HTTP/1.1\r\nhost: x\r\n\r\n",
    b"GET / HTTP/1.1\r\nhost: x\r\n\r\n" * 50,
]


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[Platform, int]]:
    platform = Platform()
    with Server(make_app(platform)) as server:
        yield platform, server.port


def exchange(port: int, raw: bytes) -> bytes:
    """Send bytes, hang up the sending side, and read to the end."""
    answer = b""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        try:
            client.sendall(raw)
            client.shutdown(socket.SHUT_WR)
            while chunk := client.recv(65536):
                answer += chunk
        except OSError:
            pass  # it hung up first, as it may
    return answer


def statuses(answer: bytes) -> list[int]:
    lines = [line for line in answer.split(b"\r\n") if line.startswith(b"HTTP/1.1 ")]
    return [int(line.split()[1]) for line in lines]


def serves(platform: Platform, port: int) -> bool:
    head = b"GET /v2/bot/info HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: Bearer "
    return statuses(exchange(port, head + platform.account.access_token.encode() + b"\r\n\r\n")) == [200]


@pytest.mark.parametrize("raw", GARBAGE, ids=[f"{n:02}" for n in range(len(GARBAGE))])
def test_what_is_no_request(served: tuple[Platform, int], raw: bytes) -> None:
    platform, port = served
    before = snapshot(platform)
    assert [status for status in statuses(exchange(port, raw)) if status >= 500] == []
    assert snapshot(platform) == before
    assert serves(platform, port)


@bounded(40)
@given(st.binary(max_size=100), st.binary(max_size=50))
def test_any_bytes_on_a_socket(served: tuple[Platform, int], line: bytes, rest: bytes) -> None:
    platform, port = served
    for raw in (line, HEAD + line + b"\r\n\r\n" + rest):
        assert all(status < 500 for status in statuses(exchange(port, raw)))
    assert serves(platform, port)
