"""Loops counted, and left when the count says so: whatever the loop catches, wherever it is written."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest

from helpers.course.exercises.counted_loops import counting_loops


class End(BaseException):
    pass


def rounds(function: Callable[..., Any], most: int = 500) -> int:
    """How many rounds were counted; `most` + 1 when the function was stopped."""
    counted = 0

    def count() -> None:
        nonlocal counted
        counted += 1
        if counted > most:
            raise End

    with suppress(End), counting_loops(function, count):
        function()
    return counted


def forever() -> None:
    while True:
        pass


def catches_all() -> None:
    while True:
        try:  # noqa: SIM105 - as beginners write it
            len("a")
        except:  # noqa: E722 - as beginners write it
            pass


def goes_on_after_the_error() -> None:
    try:
        while True:
            pass
    except BaseException:
        while True:
            pass


def inside() -> None:
    def inner() -> None:
        while True:
            pass

    inner()


def comprehension() -> None:
    {number: number for number in itertools.count()}


def numbers() -> Iterator[int]:
    while True:
        yield 1


def over_a_generator() -> None:
    for _ in numbers():
        pass


def closure() -> Callable[[], None]:
    step = 1

    def adds() -> None:
        total = 0
        while True:
            total += step

    return adds


class Bot:
    def __call__(self) -> None:
        self.works()

    def works(self) -> None:
        while True:
            pass


def logged(function: Callable[[], None]) -> Callable[[], None]:
    @functools.wraps(function)
    def call() -> None:
        function()

    return call


ENDLESS = [
    *(forever, catches_all, goes_on_after_the_error, inside, comprehension, over_a_generator, closure()),
    *(Bot(), Bot().works, logged(forever), functools.partial(forever), lambda: forever()),
]


@pytest.mark.parametrize("function", ENDLESS, ids=lambda one: getattr(one, "__name__", type(one).__name__))
def test_what_never_ends_is_left(function: Any) -> None:
    assert rounds(function) > 500


def test_every_round_is_counted_and_nothing_of_the_result_changes() -> None:
    totals = []

    def counts() -> None:
        totals.append(sum(number for number in range(10) if number % 2))
        for _ in range(5):
            pass

    assert (rounds(counts), totals) == (15, [25])


def test_the_function_is_afterwards_as_it_was() -> None:
    code, names = forever.__code__, set(globals())
    assert rounds(forever) > 500
    assert forever.__code__ is code and set(globals()) == names


def test_what_has_no_source_runs_as_it_is() -> None:
    names: dict[str, Any] = {}
    exec(compile("def f():\n    for _ in range(3): pass\n", "<no such cell>", "exec"), names)
    assert rounds(names["f"]) == 0
    assert rounds(dict) == 0


def test_the_loops_of_other_modules_are_left_alone() -> None:
    assert rounds(lambda: functools.reduce(lambda a, b: a + b, itertools.repeat(1, 1000))) == 0
