"""The figures, each beside what it is compared with."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median

from linebot.v3.messaging import ApiClient, Configuration, MessagingApi, PushMessageRequest, TextMessage

from helpers.lab import Lab
from helpers.stub.world.ids import Ids
from helpers.stub.world.worlds import World
from tests.bench import clicks, floor, letters
from tests.bench.load import request_bytes, throughput
from tests.bench.process import FLOOR, PLATFORM, Served, served

FREE = World(plan="unlimited", rate_limits=False)
FRIENDS = 1_000_000
TAIWAN_USERS = 22_000_000
PUSHES = 10_000
RAW_GOAL = 2
PUSH = "/v2/bot/message/push"
TEXT = {"type": "text", "text": "hello"}
MEI = Ids().user(0)


@dataclass(frozen=True)
class Figure:
    """One line of the table. `goal` is the most it may be, in the same unit; None: no goal was set."""

    what: str
    value: float
    unit: str  # "x" for a ratio
    beside: str = ""
    goal: float | None = None

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None without one."""
        return None if self.goal is None else self.value <= self.goal


# The SDK ------------------------------------------------------------------------------------------------------


def sdk_calls(rounds: int = 1500) -> Iterator[Figure]:
    """A push by the SDK: to the lab, and to a server of nothing but asyncio, turn by turn in this process."""
    with Lab(FREE, "http", "en") as lab, Lab(FREE, "inproc", "en") as inproc, floor.Floor() as server:
        bare = MessagingApi(ApiClient(Configuration(host=server.url, access_token="t")))
        calls = [_push(api) for api in (bare, lab.line_bot_api, inproc.line_bot_api)]
        floor_ms, lab_ms, inproc_ms = (1000 * seconds for seconds in _turn_by_turn(calls, rounds))
    beside = f"{{:.2f}} ms beside {floor_ms:.2f} ms"
    yield Figure(
        "SDK push over HTTP, recorded, against nothing but asyncio", lab_ms / floor_ms, "x", beside.format(lab_ms), 1.5
    )
    yield Figure("the same without sockets (inproc)", inproc_ms / floor_ms, "x", beside.format(inproc_ms))


def _push(api: MessagingApi) -> Callable[[], object]:
    request = PushMessageRequest(to=MEI, messages=[TextMessage(text="hello")])
    return lambda: api.push_message(request)


def _turn_by_turn(calls: list[Callable[[], object]], rounds: int) -> list[float]:
    """The median seconds of each call, measured in turns so that the machine's moods meet all alike."""
    times: list[list[float]] = [[] for _ in calls]
    for number in range(rounds + 100):
        for call, taken in zip(calls, times, strict=True):
            began = time.perf_counter()
            call()
            if number >= 100:
                taken.append(time.perf_counter() - began)
    return [median(taken) for taken in times]


# Opening ------------------------------------------------------------------------------------------------------

_OPENING = """
import time
begin = time.perf_counter()
import linebot.v3.messaging
imported = time.perf_counter()
from helpers import open_lab
lab = open_lab()
print(imported - begin, time.perf_counter() - imported)
"""


def opening(runs: int = 7) -> Iterator[Figure]:
    """``open_lab()``, its imports included, beside ``import linebot.v3.messaging``, each time in a new process."""
    pairs = [_opened() for _ in range(runs)]
    sdk, lab = median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
    yield Figure("open_lab() beyond import linebot.v3.messaging", lab, "s", f"the import itself: {sdk:.2f} s", 0.1)
    yield Figure("both together against the import", (sdk + lab) / sdk, "x")


def _opened() -> tuple[float, float]:
    command = [sys.executable, "-c", _OPENING]
    out = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout
    sdk, lab = out.splitlines()[-1].split()
    return float(sdk), float(lab)


# A raw push ---------------------------------------------------------------------------------------------------


def raw_calls(rounds: int = 1500) -> Iterator[Figure]:
    """A push by http.client, as a program without the SDK sends it: to the platform and to nothing but asyncio."""
    with served(*PLATFORM) as platform, served(*FLOOR) as bare:
        body = {"to": MEI, "messages": [TEXT]}
        calls = [lambda server=server: server.ask("POST", PUSH, body) for server in (bare, platform)]
        floor_ms, raw_ms = (1000 * seconds for seconds in _turn_by_turn(calls, rounds))
    beside = f"{raw_ms:.2f} ms beside {floor_ms:.2f} ms"
    yield Figure("raw push by http.client, against nothing but asyncio", raw_ms / floor_ms, "x", beside, RAW_GOAL)


# Throughput ---------------------------------------------------------------------------------------------------


def throughputs(requests: int = 3000, rounds: int = 3) -> Iterator[Figure]:
    """Raw pushes by 1, 8 and 64 connections: the platform and asyncio's own server in processes of their own."""
    with served(*PLATFORM) as platform, served(*FLOOR) as bare:
        body = {"to": MEI, "messages": [TEXT]}
        for connections in (1, 8, 64):
            rates = [_rates((platform, bare), body, connections, requests) for _ in range(rounds)]
            stub, fixed = median(pair[0] for pair in rates), median(pair[1] for pair in rates)
            beside = f"{stub:,.0f} requests/s beside {fixed:,.0f}"
            yield Figure(
                f"asyncio's rate over the platform's, {connections} connection(s)",
                fixed / stub,
                "x",
                beside,
            )


def _rates(servers: tuple[Served, Served], body: object, connections: int, requests: int) -> tuple[float, float]:
    stub, fixed = (
        throughput(server.host, server.port, request_bytes(PUSH, server.token, body), connections, requests)
        for server in servers
    )
    return stub, fixed


# A million friends --------------------------------------------------------------------------------------------

CONDITIONS = {
    "type": "operator",
    "and": [
        {"type": "gender", "oneOf": ["female"]},
        {"type": "age", "gte": "age_20", "lt": "age_40"},
        {"type": "area", "oneOf": ["tw_01", "tw_02", "tw_06"]},
    ],
}


def million() -> Iterator[Figure]:
    """``python -m helpers.stub --friends 1000000``: its start, sends to all, and memory."""
    with served(*PLATFORM, "--friends", "0") as small:
        nobody = small.seconds
    with served(*PLATFORM, "--friends", str(FRIENDS)) as server:
        more = server.seconds - nobody
        yield Figure("start with a million friends, beyond one without", more, "s", f"without: {nobody:.2f} s", 0.2)
        first = _broadcast(server, 1)
        yield Figure("broadcast to a million", _broadcast(server), "s", f"median of 9; the first: {first:.2g} s", 0.05)
        yield Figure("narrowcast by three conditions", *_narrowcast(server), 0.005)
        yield Figure("the same with a limit", *_narrowcast(server, {"max": 10_000}), 0.015)
        memory = server.peak_memory()
        if memory is not None:
            yield Figure(
                "memory of the whole process at its most",
                memory,
                "MB",
                "after ten broadcasts and ten narrowcasts",
                300,
            )


def everyone() -> Iterator[Figure]:
    """All of LINE's users in Taiwan as friends: the start, the first broadcast, many pushes, and memory."""
    with served(*PLATFORM, "--friends", str(TAIWAN_USERS)) as server:
        yield Figure("start with 22 million friends", server.seconds, "s", "", 3)
        begun = server.peak_memory()
        if begun is not None:
            yield Figure("memory of the whole process at its start", begun, "MB", "at its most", 400)
        yield Figure("the first broadcast to 22 million", _broadcast(server, 1), "s", "over HTTP", 0.05)
        before, ids, draw = server.memory(), Ids(), random.Random(1)
        for _ in range(PUSHES):
            server.ask("POST", PUSH, {"to": ids.user(draw.randrange(TAIWAN_USERS)), "messages": [TEXT]})
        after = server.memory()
        if before is not None and after is not None:
            yield Figure(f"{PUSHES:,} pushes to anybody among them add", after - before, "MB", "", 50)


def _broadcast(server: Served, times: int = 9) -> float:
    return median(server.ask("POST", "/v2/bot/message/broadcast", {"messages": [TEXT]})[1] for _ in range(times))


def _narrowcast(server: Served, limit: dict[str, int] | None = None) -> tuple[float, str, str]:
    """Accepting it, and all that happens when the clock moves on."""
    taken = []
    for _ in range(5):
        body: dict[str, object] = {"messages": [TEXT], "filter": {"demographic": CONDITIONS}}
        body |= {"limit": limit} if limit else {}
        answer, accepting = server.ask("POST", "/v2/bot/message/narrowcast", body)
        _, sending = server.ask("POST", "/_lab/clock", {"minutes": 1})
        request_id = answer["headers"]["x-line-request-id"]
        progress, _ = server.ask("GET", f"/v2/bot/message/progress/narrowcast?requestId={request_id}")
        assert progress["phase"] == "succeeded", progress
        taken.append(accepting + sending)
    return median(taken), "s", f"accepted, chosen and sent to {progress['successCount']:,}; median of 5"


def history(sends: int = 5000, rounds: int = 300) -> Iterator[Figure]:
    """A push to a platform that has sent much, and to one that has not, turn by turn in this process."""
    with Lab(FREE, "inproc", "en") as fresh, Lab(FREE, "inproc", "en") as old:
        pushes = [_push(lab.line_bot_api) for lab in (fresh, old)]
        for _ in range(sends):
            pushes[1]()
        fresh_ms, old_ms = (1000 * seconds for seconds in _turn_by_turn(pushes, rounds))
    yield Figure(
        f"a push after {sends:,} sends, against one of the first", old_ms / fresh_ms, "x",
        f"{old_ms:.2f} ms beside {fresh_ms:.2f} ms", 1.1,
    )  # fmt: skip


def answers() -> Iterator[Figure]:
    """Clicks in the panels, with all that is drawn after them."""
    for what, seconds in clicks.seconds().items():
        yield Figure(what, seconds, "s", f"in a kernel, median of {clicks.ROUNDS}", clicks.GOALS[what])
    letter = letters.seconds()
    if letter is not None:
        yield Figure(
            "a letter typed to the changed preview", letter, "s", f"in Chromium, median of {letters.LETTERS}", 0.1
        )


def everything() -> Iterator[Figure]:
    """All figures, one after the other: at any time only what is measured is running."""
    for measure in (opening, answers, sdk_calls, raw_calls, history, throughputs, million, everyone):
        yield from measure()
