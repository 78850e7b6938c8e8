"""The demos: every step runs, and shows what its caption says."""

from __future__ import annotations

from typing import Any

import pytest

from helpers.course import demos
from helpers.course.demo_run import Run, StepResult
from helpers.course.demos import DEMOS
from helpers.errors import LabError
from helpers.lab import Lab
from helpers.panels.results.card import Card
from helpers.text import LANGUAGES, texts

EN = texts("en")


def run_of(key: str, lang: str = "en") -> Run:
    return Run(DEMOS[key], lambda display: Lab(DEMOS[key].world, "inproc", lang, display=display))


def results(key: str, lang: str = "en") -> list[StepResult]:
    run = run_of(key, lang)
    try:
        return [run.next() for _ in DEMOS[key].steps]
    finally:
        run.lab.close()


def played(key: str, lang: str = "en") -> list[list[Any]]:
    """All outputs of each step: what it printed, and what it displayed."""
    return [[*filter(None, [result.printed]), *result.displayed] for result in results(key, lang)]


def status(outputs: list[Any]) -> int | None:
    card = next(output for output in outputs if isinstance(output, Card))
    return card.exchange.status if card.exchange else None


def received(outputs: list[Any]) -> int:
    card = next(output for output in outputs if isinstance(output, Card))
    assert card.exchange is not None and card.exchange.outcome is not None
    return card.exchange.outcome.received


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", DEMOS)
def test_every_step_shows_something(key: str, lang: str) -> None:
    assert all(played(key, lang))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", DEMOS)
def test_every_step_has_a_caption_of_one_line(key: str, lang: str) -> None:
    demo, say = DEMOS[key], texts(lang)
    captions = [demo.title(say), *demo.captions(say)]
    assert all(caption and "\n" not in caption for caption in captions)
    assert not say.has(f"demo.{key}.{len(demo.steps) + 1}")


@pytest.mark.parametrize("key", DEMOS)
def test_two_runs_show_the_same(key: str) -> None:
    one, other = (list(map(repr, (o for step in played(key) for o in step))) for _ in range(2))
    assert one == other


@pytest.mark.parametrize(
    ("key", "statuses"),
    [
        ("reply", [None, 200, 400, 400, None]),
        ("push", [200, None, 200, 400, 200]),
        ("multicast", [200, None, 400, 400, None]),
        ("narrowcast", [202, None, 202, 202, 202]),
        ("broadcast", [None, 200, None, 429, 200]),
        ("not-delivered", [200, 200, 200, 200, None]),
        ("retry", [500, None, 500, 409, None]),
    ],
)
def test_the_answers_are_those_the_captions_tell(key: str, statuses: list[int | None]) -> None:
    told = [status(step) if any(isinstance(o, Card) for o in step) else None for step in played(key)]
    assert told == statuses


def test_a_narrowcast_is_followed_to_its_end() -> None:
    steps = results("narrowcast")
    assert [step.printed.strip() for step in steps if step.printed] == ["waiting", "succeeded 92", "failed 2"]
    assert received(list(steps[2].displayed)) == 92


def test_accepted_is_not_delivered() -> None:
    assert [received(step) for step in played("not-delivered")[:4]] == [1, 0, 0, 0]


def test_only_the_push_without_a_key_arrived_twice() -> None:
    run = run_of("retry")
    for _ in DEMOS["retry"].steps:
        run.next()
    lab = run.lab
    assert isinstance(lab, Lab)
    people = [lab.platform.phone(lab.session.row(name)) for name in ("小美", "阿凱")]
    assert [len(phone.chats[0].bubbles) for phone in people] == [2, 1]


def test_the_quota_of_a_broadcast_counts_people() -> None:
    card = next(o for o in played("broadcast")[1] if isinstance(o, Card))
    assert card.exchange is not None and card.exchange.outcome is not None
    assert card.exchange.outcome.charged == 3


def test_after_the_last_step_there_is_none() -> None:
    run = run_of("reply")
    for _ in DEMOS["reply"].steps:
        run.next()
    with pytest.raises(IndexError):
        run.next()


def test_the_code_that_is_shown_runs_as_cells_do() -> None:
    for demo in DEMOS.values():
        for step in demo.steps:
            compile(step.code, "<cell>", "exec")
            assert max(map(len, step.code.splitlines())) <= 110


def test_an_unknown_demo_names_those_there_are() -> None:
    with pytest.raises(LabError, match=r"(?s)no demo called “x”.*not-delivered"):
        demos.find("x", EN)
