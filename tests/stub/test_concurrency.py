"""64 clients at once: nothing lost, nothing doubled, the quota exact."""

from __future__ import annotations

import http.client
import json
import sys
import threading
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass
from typing import Any

import pytest
from linebot.v3.messaging import ApiClient, ApiException, Configuration, MessagingApi, PushMessageRequest, TextMessage

from helpers.stub.app import make_app
from helpers.stub.person_actions import PersonActions
from helpers.stub.platform import Platform
from helpers.stub.world.worlds import World
from helpers.web.server import Server
from tests.stub.samples import SEND, TEXT, reply_token, user_id
from tests.stub.wire import Wire

pytestmark = pytest.mark.slow

CLIENTS = 64
FREE = World(crowd=100, plan="unlimited", rate_limits=False)

Send = Callable[[str, Any, dict[str, str]], tuple[int, dict[str, Any], dict[str, str]]]


@pytest.fixture(autouse=True)
def _impatient_threads() -> Iterator[None]:
    """Python changes threads as often as it can, so that what is not locked goes wrong."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@dataclass
class Crowd:
    """A platform, and a way to send to it that many threads may use at once."""

    platform: Platform
    send: Send


def _in_process(platform: Platform) -> Send:
    wire = Wire(platform)

    def send(method: str, body: Any, headers: dict[str, str]) -> Any:
        reply = wire.request("POST", SEND + method, body, headers)
        return reply.status, reply.json, dict(reply.headers)

    return send


def _over_http(platform: Platform, port: int, cleanup: ExitStack) -> Send:
    """One connection a thread, as a pool of clients has."""
    mine = threading.local()

    def send(method: str, body: Any, headers: dict[str, str]) -> Any:
        if not hasattr(mine, "connection"):
            mine.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            cleanup.callback(mine.connection.close)
        token = {"authorization": f"Bearer {platform.account.access_token}", "content-type": "application/json"}
        mine.connection.request("POST", SEND + method, json.dumps(body), {**token, **headers})
        response = mine.connection.getresponse()
        return response.status, json.loads(response.read()), {k.lower(): v for k, v in response.getheaders()}

    return send


@pytest.fixture(params=["in process", "over HTTP"])
def crowd(request: pytest.FixtureRequest) -> Iterator[Callable[[World], Crowd]]:
    with ExitStack() as cleanup:

        def make(world: World) -> Crowd:
            platform = Platform(world)
            if request.param == "in process":
                return Crowd(platform, _in_process(platform))
            server = cleanup.enter_context(Server(make_app(platform)))
            return Crowd(platform, _over_http(platform, server.port, cleanup))

        yield make


def all_at_once(jobs: Sequence[Callable[[], Any]]) -> list[Any]:
    """Run the jobs in 64 threads that begin together; their results in the jobs' order."""
    begin = threading.Barrier(CLIENTS)
    shares = [range(number, len(jobs), CLIENTS) for number in range(CLIENTS)]
    results: list[Any] = [None] * len(jobs)

    def work(share: range) -> None:
        begin.wait(timeout=30)
        for number in share:
            results[number] = jobs[number]()

    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(work, shares))
    return results


def push(crowd: Crowd, row: int, key: str | None = None) -> Callable[[], Any]:
    body = {"to": crowd.platform.people.user_id(row), "messages": [TEXT]}
    return lambda: crowd.send("push", body, {"x-line-retry-key": key} if key else {})


def test_mixed_sends_are_all_there_and_once(crowd: Callable[[World], Crowd]) -> None:
    there = crowd(FREE)
    platform = there.platform
    two = {"to": [user_id(platform, "小美"), user_id(platform, "阿凱")], "messages": [TEXT]}
    tokens = [reply_token(platform) for _ in range(60)]
    jobs = [
        *(push(there, 0) for _ in range(200)),
        *((lambda: there.send("multicast", two, {})) for _ in range(100)),
        *((lambda: there.send("broadcast", {"messages": [TEXT]}, {})) for _ in range(20)),
        *((lambda token=token: there.send("reply", {"replyToken": token, "messages": [TEXT]}, {})) for token in tokens),
    ]
    results = all_at_once(jobs)
    assert {status for status, _, _ in results} == {200}
    methods = Counter(delivery.method for delivery in platform.deliveries)
    assert methods == {"push": 200, "multicast": 100, "broadcast": 20, "reply": 60}
    assert platform.quota.used(platform.now()) == 200 + 2 * 100 + 103 * 20
    request_ids = {headers["x-line-request-id"] for _, _, headers in results}
    message_ids = [sent["id"] for _, body, _ in results for sent in body.get("sentMessages", ())]
    assert (len(request_ids), len(message_ids)) == (len(jobs), len(set(message_ids)))
    assert sum(1 for _ in platform.journal) == len(jobs)


def test_a_retry_key_repeated_in_parallel_is_accepted_once(crowd: Callable[[World], Crowd]) -> None:
    there = crowd(FREE)
    keys = [str(uuid.UUID(int=number)) for number in range(16)]
    results = all_at_once([push(there, row, key) for row, key in enumerate(keys)] * 16)
    by_key = [results[number :: len(keys)] for number in range(len(keys))]
    for answers in by_key:
        assert Counter(status for status, _, _ in answers) == {200: 1, 409: 15}
        [accepted] = [headers["x-line-request-id"] for status, _, headers in answers if status == 200]
        refused = {headers["x-line-accepted-request-id"] for status, _, headers in answers if status == 409}
        assert refused == {accepted}
        assert len({json.dumps(body["sentMessages"]) for _, body, _ in answers}) == 1
    assert len(there.platform.deliveries) == len(keys)


def test_the_quota_is_spent_to_the_last_message_and_no_further(crowd: Callable[[World], Crowd]) -> None:
    there = crowd(World(crowd=300, plan="light", rate_limits=False))
    results = all_at_once([push(there, 10 + row) for row in range(256)])
    assert Counter(status for status, _, _ in results) == {200: 200, 429: 56}
    assert there.platform.quota.remaining(there.platform.now()) == 0
    assert len(there.platform.deliveries) == 200


def test_one_reply_token_serves_one_of_many(crowd: Callable[[World], Crowd]) -> None:
    there = crowd(FREE)
    body = {"replyToken": reply_token(there.platform), "messages": [TEXT]}
    results = all_at_once([lambda: there.send("reply", body, {})] * CLIENTS)
    assert Counter(status for status, _, _ in results) == {200: 1, 400: CLIENTS - 1}
    assert len(there.platform.deliveries) == 1


def test_a_rate_limit_lets_exactly_its_number_through(crowd: Callable[[World], Crowd]) -> None:
    there = crowd(World(plan="unlimited"))
    results = all_at_once([lambda: there.send("broadcast", {"messages": [TEXT]}, {})] * 128)
    assert Counter(status for status, _, _ in results) == {200: 60, 429: 68}


def test_people_act_while_bots_send() -> None:
    platform = Platform(FREE)
    send = _in_process(platform)

    def act(row: int) -> Callable[[], Any]:
        def run() -> Any:
            with platform.lock:
                return PersonActions(platform).send(row, {"type": "text", "text": "hi"})

        return run

    jobs: list[Callable[[], Any]] = [act(10 + number % 90) for number in range(200)]
    jobs += [lambda: send("broadcast", {"messages": [TEXT]}, {})] * 50
    all_at_once(jobs)
    assert Counter(delivery.method for delivery in platform.deliveries) == {"": 200, "broadcast": 50}


def test_64_clients_of_the_sdk() -> None:
    platform = Platform(FREE)
    with Server(make_app(platform)) as server:
        configuration = Configuration(host=server.url, access_token=platform.account.access_token)

        def run(row: int, key: str) -> int:
            with closing(ApiClient(configuration)) as client:
                request = PushMessageRequest(to=platform.people.user_id(row), messages=[TextMessage(text="hi")])
                try:
                    return int(
                        MessagingApi(client).push_message_with_http_info(request, x_line_retry_key=key).status_code
                    )
                except ApiException as error:
                    return int(error.status)

        keys = [str(uuid.UUID(int=number)) for number in range(CLIENTS)]
        statuses = all_at_once([(lambda r=row, k=key: run(r, k)) for row, key in enumerate(keys)] * 2)
    assert Counter(statuses) == {200: CLIENTS, 409: CLIENTS}
    assert len(platform.deliveries) == CLIENTS
