"""What many sends to many people cost in memory."""

from __future__ import annotations

import random
import tracemalloc

import pytest

from helpers.stub.platform import Platform
from helpers.stub.world.worlds import World
from tests.stub.wire import Wire

pytestmark = pytest.mark.slow

#: A tenth of the pushes that may add 50 MB at most, so that the test is quick.
PUSHES, MEGABYTES = 1000, 5


def test_pushes_to_anybody_among_millions_keep_no_bit_for_the_others() -> None:
    platform = Platform(World(crowd=22_000_000, plan="unlimited", rate_limits=False))
    wire, draw = Wire(platform), random.Random(1)

    def push() -> None:
        to = platform.people.user_id(draw.randrange(len(platform.people)))
        body = {"to": to, "messages": [{"type": "text", "text": "hi"}]}
        assert wire.request("POST", "/v2/bot/message/push", body).status == 200

    push()
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        for _ in range(PUSHES):
            push()
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert after - before < MEGABYTES * 1_000_000
