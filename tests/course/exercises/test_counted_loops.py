"""Loops counted, and left when the count says so: whatever the loop catches, wherever it is written."""

from __future__ import annotations

import functools
import itertools
import textwrap
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


def calls_itself() -> None:
    with suppress(RecursionError):
        calls_itself()
    calls_itself()


def branches(number: int = 200) -> int:
    """Return a Fibonacci number, in more steps than there is time."""
    return number if number < 2 else branches(number - 1) + branches(number - 2)


def drained() -> None:
    sum(itertools.count())


def drained_by_another() -> None:
    max(map(abs, itertools.cycle([1, 2])))


def repeated() -> None:
    list(itertools.repeat("a"))


def until_what_never_comes() -> None:
    list(iter(lambda: 1, 2))


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
    *(calls_itself, branches, drained, drained_by_another, repeated, until_what_never_comes),
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

    assert (rounds(counts), totals) == (16, [25])  # the call of the function, and fifteen rounds


def test_what_looks_endless_by_its_name_is_what_it_was() -> None:
    found: list[object] = []

    def counts() -> None:
        """Count letters, and repeat what ends."""
        found.extend(["banana".count("a"), list(itertools.repeat(1, 2)), next(itertools.count(5)), counts.__doc__])

    assert rounds(counts) == 1 + 2 + 1
    assert found == [3, [1, 1], 5, "Count letters, and repeat what ends."]


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
    assert rounds(lambda: textwrap.wrap("one two " * 1000, 8)) == 1  # the call of the lambda
