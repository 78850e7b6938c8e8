"""Every ready request is sent, and stopped by whom it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from linebot.v3.messaging import ApiException
from pydantic.v1 import ValidationError

from helpers import open_lab
from helpers.examples import samples
from helpers.examples.examples import EXAMPLE_KINDS, EXAMPLES, Example
from helpers.explain.explanation import explain
from helpers.lab import Lab
from helpers.line.send_methods import SEND_METHODS
from helpers.stub.world.worlds import CLASSROOM
from helpers.text import LANGUAGES, texts

SENT = ("good", "silent", "breaks_nobody")


def every(*kinds: str) -> list[Any]:
    """Every example of these kinds (all of them if none is named), in every world it is for; slow but for the first."""
    return [
        pytest.param(
            example,
            world,
            id=f"{example.method.name}-{example.key}-{world}",
            marks=[] if world == example.worlds[0] else pytest.mark.slow,
        )
        for examples in EXAMPLES.values()
        for example in examples
        for world in example.worlds
        if example.kind in (kinds or EXAMPLE_KINDS)
    ]


@pytest.fixture
def lab(world: str) -> Iterator[Lab]:
    with open_lab(world, transport="inproc", lang="zh-TW") as lab:
        yield lab


def attempt(example: Example, lab: Lab) -> BaseException | None:
    """Choose it and send it; what came of it."""
    draft = example.draft(lab.session)
    try:
        draft.send(lab.line_bot_api)
    except (ValidationError, TypeError, ApiException) as error:
        return error
    return None


def stopper(example: Example) -> str:
    return example.kind.removeprefix("breaks_") if example.kind.startswith("breaks_") else "nobody"


def rule_of(lab: Lab) -> str | None:
    return lab.last.rule.key if lab.last.rule else None


def received_and_targeted(lab: Lab) -> tuple[int, int]:
    """Of the newest exchange, once a narrowcast has had its time."""
    exchange = lab.last
    assert exchange.outcome is not None and exchange.request_id is not None
    if not exchange.outcome.pending:
        return exchange.outcome.received, exchange.outcome.targeted
    lab.clock.advance(minutes=1)
    lab.platform.settle()
    outcome = lab.platform.narrowcasts.outcome(exchange.request_id)
    assert outcome is not None
    return outcome.received, outcome.targeted


@pytest.mark.parametrize(("example", "world"), every())
def test_it_is_stopped_by_whom_it_says(example: Example, lab: Lab) -> None:
    error = attempt(example, lab)
    stopped_by = explain(error or lab.last, lab.texts).stopped_by
    assert stopped_by == stopper(example)


@pytest.mark.parametrize(("example", "world"), every("breaks_sdk"))
def test_what_the_sdk_stops_never_leaves(example: Example, lab: Lab) -> None:
    draft = example.draft(lab.session)
    before = lab.session.exchanges.count
    with pytest.raises((ValidationError, TypeError)):
        draft.send(lab.line_bot_api)
    assert lab.session.exchanges.count == before
    assert draft.problems() != []


@pytest.mark.parametrize(("example", "world"), every(*SENT, "breaks_line"))
def test_what_leaves_has_no_problem_the_sdk_sees(example: Example, lab: Lab) -> None:
    draft = example.draft(lab.session)
    assert draft.problems() == []
    assert draft.dropped() == []


@pytest.mark.parametrize(("example", "world"), every("breaks_line"))
def test_line_refuses_by_the_rule_it_names(example: Example, lab: Lab) -> None:
    error = attempt(example, lab)
    assert isinstance(error, ApiException)
    assert (error.status, lab.last.status, rule_of(lab)) == (example.status, example.status, example.rule)


@pytest.mark.parametrize(("example", "world"), every("good", "silent"))
def test_everyone_meant_receives_a_good_one(example: Example, lab: Lab) -> None:
    assert attempt(example, lab) is None
    assert lab.last.status == example.status == example.method.success_status
    received, targeted = received_and_targeted(lab)
    assert received == targeted > 0


@pytest.mark.parametrize(("example", "world"), every("breaks_nobody"))
def test_accepted_is_not_received(example: Example, lab: Lab) -> None:
    assert attempt(example, lab) is None
    assert lab.last.status == example.status == example.method.success_status
    received, targeted = received_and_targeted(lab)
    assert received < targeted


@pytest.mark.parametrize(("example", "world"), every("silent"))
def test_a_silent_one_makes_no_sound(example: Example, lab: Lab) -> None:
    attempt(example, lab)
    received_and_targeted(lab)
    [*_, newest] = lab.platform.deliveries
    assert (newest.method, newest.silent) == (example.method.name, True)


@pytest.mark.parametrize("world", ["class", "shop"])
@pytest.mark.parametrize("method", SEND_METHODS)
def test_examples_do_not_spoil_one_another(lab: Lab, method: str) -> None:
    """Chosen one after the other in one lab, there and back, each still does what it says."""
    examples = [example for example in EXAMPLES[method] if example.fits(lab.session)]
    for chosen in (examples, examples[::-1]):
        for example in chosen:
            error = attempt(example, lab)
            assert explain(error or lab.last, lab.texts).stopped_by == stopper(example), example.key
            assert example.kind == "breaks_sdk" or rule_of(lab) == example.rule, example.key
        lab.clock.advance(hours=1)  # LINE takes 60 narrowcasts an hour, and 60 broadcasts


@pytest.mark.parametrize("world", ["class"])
@pytest.mark.parametrize("method", SEND_METHODS)
def test_an_example_puts_right_what_a_class_has_changed(lab: Lab, method: str) -> None:
    for example in (example for example in EXAMPLES[method] if example.fits(lab.session)):
        upset(lab)
        error = attempt(example, lab)
        assert explain(error or lab.last, lab.texts).stopped_by == stopper(example), example.key
        assert example.kind == "breaks_sdk" or rule_of(lab) == example.rule, example.key
        if example.kind in ("good", "silent"):
            received, targeted = received_and_targeted(lab)
            assert received == targeted > 0, example.key


def upset(lab: Lab) -> None:
    """What an eager class does to the world."""
    for name in ("小美", "阿凱", "志明"):
        if lab.friend(name).state == "friend":
            lab.friend(name).block()
    if lab.friend("雅婷").state == "blocked":
        lab.friend("雅婷").unblock()
    for title, wanted in (("同學會", True), ("家族群組", False)):
        if lab.platform.people.chats[lab.group(title).group_id].bot_in == wanted:
            lab.group(title).remove() if wanted else lab.group(title).invite()
    lab.platform.quota.change(lab.platform.now(), used=200)
    lab.clock.advance(minutes=2)  # LINE takes 60 broadcasts an hour


@pytest.mark.parametrize("world", ["class"])
def test_a_used_up_quota_begins_anew_without_time_passing(lab: Lab) -> None:
    lab.platform.quota.change(lab.platform.now(), used=200)
    before = lab.clock.now()
    EXAMPLES["push"][0].prepare(lab.session)
    assert (lab.clock.now(), lab.platform.quota.used(lab.platform.now())) == (before, 0)


@pytest.mark.parametrize("method", SEND_METHODS)
def test_every_method_has_good_silent_and_breaking_examples(method: str) -> None:
    kinds = [example.kind for example in EXAMPLES[method]]
    assert {"good", "silent", "breaks_sdk", "breaks_line"} <= set(kinds)
    assert kinds == sorted(kinds, key=EXAMPLE_KINDS.index)


@pytest.mark.parametrize("method", SEND_METHODS)
def test_keys_are_unique_within_a_method(method: str) -> None:
    keys = [example.key for example in EXAMPLES[method]]
    assert len(keys) == len(set(keys))
    assert {example.method.name for example in EXAMPLES[method]} == {method}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_example_is_named_and_explained(lang: str) -> None:
    say = texts(lang)
    for example in (example for examples in EXAMPLES.values() for example in examples):
        assert example.name(say)
        assert example.note(say)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_explains_an_example_that_is_not_there(lang: str) -> None:
    keys = {example.key for examples in EXAMPLES.values() for example in examples}
    said = {key.split(".")[2] for key in texts(lang).catalogue if key.startswith("builder.example.")}
    assert said == keys


def test_examples_speak_the_language_of_the_lab() -> None:
    with open_lab(transport="inproc", lang="en") as lab:
        draft = EXAMPLES["push"][0].draft(lab.session)
    assert draft.body["messages"][0]["text"].startswith("Hello!")


@pytest.mark.parametrize("world", ["class"])
def test_a_fresh_lab_gives_the_same_requests(lab: Lab) -> None:
    with open_lab(transport="inproc", lang="zh-TW") as other:
        for example in EXAMPLES["broadcast"]:
            assert example.draft(lab.session) == example.draft(other.session)


@pytest.mark.parametrize("world", ["class"])
def test_a_world_of_ones_own_offers_every_example(lab: Lab) -> None:
    shop_only = next(example for example in EXAMPLES["multicast"] if example.key == "five_hundred")
    assert not shop_only.fits(lab.session)
    with open_lab(replace(CLASSROOM, crowd=700), transport="inproc") as own:
        assert shop_only.fits(own.session)


def test_the_long_text_is_one_unit_too_long_and_python_counts_half() -> None:
    message = samples.long_text()["text"]
    assert len(message) == 2501
    assert len(message.encode("utf-16-le")) // 2 == 5001


@pytest.mark.parametrize("world", ["class"])
def test_a_retry_key_is_fresh_after_every_exchange(lab: Lab) -> None:
    example = next(example for example in EXAMPLES["push"] if example.key == "retry_key")
    keys = []
    for _ in range(3):
        draft = example.draft(lab.session)
        draft.send(lab.line_bot_api)
        keys.append(draft.retry_key)
    assert len(set(keys)) == 3
