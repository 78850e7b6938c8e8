"""Exercises on multicast: a list in one request, a long list, and a long list through failures."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from helpers.course.exercises import mistakes, solutions
from helpers.course.exercises.exercise import Exercise
from helpers.course.exercises.expectations import text
from helpers.course.exercises.harness import Harness
from helpers.line import limits
from helpers.line.faults import FaultKind, FaultMoment
from helpers.stub.platform import RowSet

#: Unnamed friends behind the cast: long lists need them.
_CROWD = 1200


def _one_list(harness: Harness) -> None:
    people = harness.setting
    names = [*people.friends[:2], people.blocked, people.friends[0], people.friends[0]]
    words = people.lines[0]
    harness.tell("list", count=len(names), repeated=2, text=words)
    harness.call([harness.user_id(name) for name in names], words)
    harness.expect({name: [text(words)] for name in people.friends[:2]})
    harness.expect_requests(1)
    sent_to: Sequence[str] = harness.sends[0].request_json().get("to", ())
    if len(set(sent_to)) < len(sent_to):
        raise harness.not_yet("repeated")


def _long_lists(harness: Harness) -> None:
    most = limits.MULTICAST_RECIPIENTS_MAX
    for count in (3, most + 1, 2 * most, _CROWD, 0):
        words = harness.setting.lines[count % 5]
        _send_to_crowd(harness, count, words)
        harness.expect_requests(-(-count // most))


def _safely(harness: Harness) -> None:
    lines = harness.setting.lines
    faults: list[tuple[FaultKind, FaultMoment]] = [
        *(("500", "before"), ("500", "after")),
        *(("timeout", "before"), ("timeout", "after")),
    ]
    most = limits.MULTICAST_RECIPIENTS_MAX
    _send_to_crowd(harness, most + 1, lines[0], look=_look_at_keys)
    for fault, words in zip(faults, lines[1:], strict=True):
        harness.spoil(*fault)
        _send_to_crowd(harness, 2 * most + 1, words, situation=f"crowd_{fault[0]}_{fault[1]}", look=_look_at_keys)


def _send_to_crowd(
    harness: Harness, count: int, words: str, situation: str = "crowd", look: Callable[[Harness], None] | None = None
) -> None:
    people = harness.session.platform.people
    first = len(people.named_rows)
    rows = range(first, first + count)
    harness.tell(situation, count=count, text=words)
    harness.call([people.user_id(row) for row in rows], words)
    if look:
        look(harness)
    harness.expect_rows(RowSet(rows), [text(words)])


def _look_at_keys(harness: Harness) -> None:
    """Check that a batch keeps its key and shares it with no other; that explains itself better than phones do."""
    keys, lists = harness.retry_keys, [tuple(sent.request_json().get("to", ())) for sent in harness.sends]
    if None in keys:
        raise harness.not_yet("batch_without_key")
    different = len(set(zip(keys, lists, strict=True)))
    if len(set(keys)) < different:
        raise harness.not_yet("shared_key")
    if len(set(lists)) < different:
        raise harness.not_yet("other_key")


EXERCISES = (
    Exercise("multicast-1", solutions.announce, _one_list, given=mistakes.asks_once_for_each_id),
    Exercise("multicast-2", solutions.announce_to_many, _long_lists, crowd=_CROWD),
    Exercise("multicast-3", solutions.announce_safely, _safely, hints=3, crowd=_CROWD),
)
