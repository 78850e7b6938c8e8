"""The capstone: a bot for a whole class, judged criterion by criterion, so that a learner sees what it can do already.

Each criterion is played in worlds of its own; one that is not met yet does not hide the others.
"""

from __future__ import annotations

from typing import Any

from helpers.course.exercises import solutions
from helpers.course.exercises.exercise import Criterion, Exercise
from helpers.course.exercises.expectations import Expected, text
from helpers.course.exercises.harness import Harness
from helpers.line.faults import FaultMoment
from helpers.stub.platform import RowSet

#: Unnamed friends behind the cast: with them two announcements fit into the month, and a third does not.
_CROWD = 77
#: What the account may send in a month.
_MONTH = 200


def _answers(harness: Harness) -> None:
    people = harness.setting
    for name, (question, answer) in zip((people.friends[0], people.stranger), _answers_of(harness), strict=False):
        _act(harness, harness.writes(name, question))
        _expect_free(harness, {name: [text(answer)]})
    question, answer = _answers_of(harness)[0]
    _act(harness, harness.writes_in_group(people.speaker, question))
    harness.expect_in_group([text(answer)])
    harness.expect_free()


def _ignores(harness: Harness) -> None:
    people, session = harness.setting, harness.session
    name, group = people.friends[1], harness.name(people.group)
    _act(harness, harness.writes(name, people.lines[4]))
    harness.expect({})
    for key, happen in (
        ("sticker", session.friend(name).send_sticker),
        ("follow", session.friend(people.recent).follow),
        ("unfollow", session.friend(name).block),
        ("leave", session.group(people.group).remove),
    ):
        harness.tell(key, name=harness.name(people.recent if key == "follow" else name), group=group)
        event: Any = happen()
        _act(harness, event)
        harness.expect({})


def _group(harness: Harness) -> None:
    words = harness.setting.lines[0]
    _act(harness, harness.writes(_teacher(harness), f"/group {words}"))
    harness.expect_in_group([text(words)])
    harness.expect_requests(1)


def _list(harness: Harness) -> None:
    words = harness.setting.lines[1]
    _act(harness, harness.writes(_teacher(harness), f"/list {words}"))
    harness.expect({name: [text(words)] for name in harness.setting.friends[:2]})
    harness.expect_requests(1)
    harness.expect_charged(2, "spent")


def _all(harness: Harness) -> None:
    for words in (harness.setting.lines[2], "1 + 1 = 2"):
        _act(harness, harness.writes(_teacher(harness), f"/all {words}"))
        _expect_everyone(harness, words)
        harness.expect_requests(1)


def _permission(harness: Harness) -> None:
    people = harness.setting
    for name, command in zip((people.friends[0], people.recent, people.stranger), _COMMANDS, strict=True):
        _act(harness, harness.writes(name, f"{command} {people.lines[3]}"))
        harness.expect({})


def _month(harness: Harness) -> None:
    """Two announcements and a reminder fit into the month; the third announcement is told to the teacher instead."""
    people, teacher = harness.setting, _teacher(harness)
    for words in people.lines[:2]:
        _act(harness, harness.writes(teacher, f"/all {words}"))
        _expect_everyone(harness, words)
    event = harness.writes(teacher, f"/all {people.lines[2]}")
    harness.tell("month_full", name=harness.name(teacher), left=_left(harness), friends=_friends(harness))
    _act(harness, event)
    if any(exchange.path.endswith("/broadcast") for exchange in harness.sends):
        raise harness.not_yet("asked_anyway")
    _expect_free(harness, {teacher: [text()]})
    _act(harness, harness.writes(teacher, f"/group {people.lines[3]}"))
    harness.expect_in_group([text(people.lines[3])])


def _once(harness: Harness) -> None:
    """Each command once, through LINE's own errors before and after it accepted, and when the event comes again."""
    moments: tuple[FaultMoment, ...] = ("before", "after")
    for moment in moments:
        for command, words in zip(_COMMANDS, harness.setting.lines, strict=False):
            _command_through_fault(harness, command, f"{words} ({moment})", moment)


def _command_through_fault(harness: Harness, command: str, words: str, moment: FaultMoment) -> None:
    teacher = _teacher(harness)
    harness.session.platform.quota.change(harness.session.platform.now(), limit=_MONTH, used=0)
    event, again = harness.writes_twice(teacher, f"{command} {words}")
    harness.tell(f"command_500_{moment}", name=harness.name(teacher), text=f"{command} {words}")
    harness.spoil("500", moment, _METHODS[command])
    _act(harness, event)
    _expect_command(harness, command, words)
    harness.tell("command_again", name=harness.name(teacher), text=f"{command} {words}")
    _act(harness, again())
    harness.expect({})


def _expect_command(harness: Harness, command: str, words: str) -> None:
    if command == "/group":
        harness.expect_in_group([text(words)])
    elif command == "/list":
        harness.expect({name: [text(words)] for name in harness.setting.friends[:2]})
    else:
        _expect_everyone(harness, words)


#: The teacher's commands, and the method each one needs.
_METHODS = {"/group": "push", "/list": "multicast", "/all": "broadcast"}
_COMMANDS = tuple(_METHODS)


def _act(harness: Harness, event: Any) -> None:
    """Let the learner's bot answer an event."""
    people = harness.setting
    trip = {
        "teacher": harness.user_id(_teacher(harness)),
        "group": harness.session.group(people.group).group_id,
        "list": [harness.user_id(name) for name in (*people.friends[:2], people.blocked)],
        "answers": dict(_answers_of(harness)),
        "friends": _friends(harness),
    }
    harness.call(event, trip)


def _teacher(harness: Harness) -> str:
    return harness.setting.friends[1]


def _answers_of(harness: Harness) -> list[tuple[str, str]]:
    """Return two questions with their answers: other ones in each world."""
    first, second, third, fourth, _ = harness.setting.lines
    return [(first, second), (third, fourth)]


def _reachable(harness: Harness) -> RowSet:
    return harness.session.platform.people.population.reachable


def _friends(harness: Harness) -> int:
    return len(_reachable(harness))


def _left(harness: Harness) -> int:
    return harness.session.platform.quota.remaining(harness.session.platform.now()) or 0


def _expect_everyone(harness: Harness, words: str) -> None:
    everyone: dict[str, list[Expected]] = {name: [text(words)] for name in harness.setting.friends}
    harness.expect(everyone)
    harness.expect_rows(_reachable(harness), [text(words)])


def _expect_free(harness: Harness, phones: dict[str, list[Expected]]) -> None:
    harness.expect(phones)
    harness.expect_free()


_RUBRIC = (
    Criterion("answers", _answers),
    Criterion("ignores", _ignores),
    Criterion("group", _group),
    Criterion("list", _list),
    Criterion("all", _all),
    Criterion("permission", _permission),
    Criterion("month", _month),
    Criterion("once", _once),
)

EXERCISES = (Exercise("class-bot", solutions.class_bot, _RUBRIC, hints=3, crowd=_CROWD, month=_MONTH),)
