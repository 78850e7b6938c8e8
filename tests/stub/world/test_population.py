"""Demographics: every value LINE knows, against a recount person by person from the cast as it was written down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linebot.v3.messaging.models.age_demographic import AgeDemographic
from linebot.v3.messaging.models.app_type_demographic import AppTypeDemographic
from linebot.v3.messaging.models.area_demographic import AreaDemographic
from linebot.v3.messaging.models.gender_demographic import GenderDemographic
from linebot.v3.messaging.models.subscription_period_demographic import SubscriptionPeriodDemographic

from helpers.line.timestamps import DAY
from helpers.stub.ledgers.narrowcast_conditions import Conditions
from helpers.stub.platform import Platform
from helpers.stub.world import crowds
from helpers.stub.world.population import Population
from helpers.stub.world.worlds import Character, World
from tests.stub.wire import Wire
from tests.targeting.conditions import operators

GENDERS = [member.value for member in GenderDemographic]
AGES = [member.value for member in AgeDemographic]
APP_TYPES = [member.value for member in AppTypeDemographic]
AREAS = [member.value for member in AreaDemographic]
DAYS = [member.value for member in SubscriptionPeriodDemographic]
NOW = 1_793_584_800_000


def one_of(*, kind: str, values: list[str]) -> dict[str, Any]:
    return {"type": kind, "oneOf": values}


def between(*, kind: str, gte: str | None = None, lt: str | None = None) -> dict[str, Any]:
    return {"type": kind, **({"gte": gte} if gte else {}), **({"lt": lt} if lt else {})}


def _turn(values: list[str], number: int) -> str | None:
    """Every value in turn, and unknown after the last."""
    return [*values, None][number % (len(values) + 1)]


CAST = tuple(
    Character(
        f"p{i}",
        f"p{i}",
        friend=i % 17 != 0,
        blocked=i % 23 == 0,
        left_line=i % 29 == 0,
        friend_days=[2, 3, 6, 7, 29, 30, 89, 90, 179, 180, 364, 365][i // 2 % 12],
        gender=_turn(GENDERS, i),
        age=_turn(AGES, i // 5),
        app_type=_turn(APP_TYPES, i // 7),
        area=_turn(AREAS, i),
    )
    for i in range(400)
)


def meets(person: Character, demographic: Mapping[str, Any]) -> bool:
    """Whether one person meets a filter, said as plainly as can be."""
    kind = demographic["type"]
    if kind == "operator":
        if "not" in demographic:
            return not meets(person, demographic["not"])
        every = "and" in demographic
        return (all if every else any)(meets(person, part) for part in demographic["and" if every else "or"])
    if not person.friend or person.friend_days < 3:
        return False  # attributes are three days old
    if kind == "subscriptionPeriod":
        days = [int(demographic[end].removeprefix("day_")) if end in demographic else None for end in ("gte", "lt")]
        return (days[0] is None or person.friend_days >= days[0]) and (days[1] is None or person.friend_days < days[1])
    if kind == "age":
        age = -1 if person.age is None else AGES.index(person.age)
        low = AGES.index(demographic["gte"]) if "gte" in demographic else 0
        high = AGES.index(demographic["lt"]) if "lt" in demographic else len(AGES)
        return low <= age < high
    known = {"gender": person.gender, "appType": person.app_type, "area": person.area}[kind]
    return known in demographic["oneOf"]


def gets(person: Character, demographic: Mapping[str, Any]) -> bool:
    """Whether a narrowcast by this filter reaches one person."""
    reachable = person.friend and not person.blocked and not person.left_line
    thai_minor = (person.area or "").startswith("th_") and person.age == "age_15"
    return reachable and meets(person, demographic) and not thai_minor


@pytest.fixture(scope="module")
def wire() -> Wire:
    return Wire(Platform(World(cast=CAST, gatherings=(), plan="unlimited", rate_limits=False)))


def targeted(wire: Wire, demographic: Mapping[str, Any]) -> int:
    """How many a narrowcast by this filter was meant for, whether or not they were enough to send it."""
    body = {"messages": [{"type": "text", "text": "hi"}], "filter": {"demographic": demographic}}
    reply = wire.request("POST", "/v2/bot/message/narrowcast", body)
    assert reply.status == 202
    wire.platform.clock.advance(seconds=10)
    wire.platform.settle()
    outcome = wire.platform.narrowcasts.outcome(reply.headers["x-line-request-id"])
    assert outcome is not None
    wire.platform.begin(wire.platform.world)  # the clock as it was: friendships do not age from filter to filter
    return outcome.targeted


SINGLE = [
    *(one_of(kind="gender", values=[value]) for value in GENDERS),
    *(one_of(kind="appType", values=[value]) for value in APP_TYPES),
    *(one_of(kind="area", values=[value]) for value in AREAS),
    *(between(kind="age", gte=value) for value in AGES),
    *(between(kind="age", lt=value) for value in AGES),
    *(between(kind="subscriptionPeriod", gte=value) for value in DAYS),
    *(between(kind="subscriptionPeriod", lt=value) for value in DAYS),
]


@pytest.mark.parametrize("demographic", SINGLE, ids=str)
def test_every_value_means_whom_it_says(wire: Wire, demographic: Mapping[str, Any]) -> None:
    assert targeted(wire, demographic) == sum(gets(person, demographic) for person in CAST)


@pytest.mark.parametrize("values", [GENDERS, AREAS[:22], [AREAS[0], AREAS[0]]])
def test_several_values_mean_any_of_them(wire: Wire, values: list[str]) -> None:
    demographic = one_of(kind="gender" if values is GENDERS else "area", values=values)
    assert targeted(wire, demographic) == sum(gets(person, demographic) for person in CAST)


def test_the_recount_does_see_somebody_for_most_values() -> None:
    seen = [sum(gets(person, demographic) for person in CAST) for demographic in SINGLE]
    assert sum(count > 0 for count in seen) > 0.9 * len(seen)


# Trees ------------------------------------------------------------------------------------------------------------


def ranges(kind: str, order: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    pairs = st.lists(st.sampled_from(order), min_size=2, max_size=2, unique=True).map(
        lambda p: sorted(p, key=order.index)
    )
    return st.one_of(
        pairs.map(lambda pair: between(kind=kind, gte=pair[0], lt=pair[1])),
        st.sampled_from(order).map(lambda value: between(kind=kind, gte=value)),
        st.sampled_from(order).map(lambda value: between(kind=kind, lt=value)),
    )


def choices(kind: str, values: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    return st.lists(st.sampled_from(values), min_size=1, max_size=4).map(lambda some: one_of(kind=kind, values=some))


FILTERS = st.one_of(
    choices("gender", GENDERS),
    choices("appType", APP_TYPES),
    choices("area", AREAS),
    ranges("age", AGES),
    ranges("subscriptionPeriod", DAYS),
)


PLATFORM = Platform(World(cast=CAST, gatherings=()))


@given(st.recursive(FILTERS, operators, max_leaves=10))
def test_a_tree_of_filters_means_whom_it_says(demographic: Mapping[str, Any]) -> None:
    found = Conditions(None, demographic, {}, {}).people(PLATFORM.people.population, PLATFORM.now())
    assert list(found) == [row for row, person in enumerate(CAST) if gets(person, demographic)]


@given(st.recursive(FILTERS, operators, max_leaves=10))
def test_a_population_knows_which_friends_match(demographic: Mapping[str, Any]) -> None:
    found = PLATFORM.people.population.matching(demographic, PLATFORM.now())
    friends = [(row, person) for row, person in enumerate(CAST) if person.friend]
    assert [row in found for row, _ in friends] == [meets(person, demographic) for _, person in friends]


# Particular people ------------------------------------------------------------------------------------------------


def person(**values: Any) -> Population:
    population = Population(1)
    population.set(0, **{"friend": True, "friend_since": NOW - 400 * DAY, **values})
    return population


def test_an_unknown_attribute_matches_nothing() -> None:
    everyone = one_of(kind="gender", values=GENDERS)
    assert not person().matching(everyone, NOW)


def test_attributes_of_a_friend_show_after_three_days() -> None:
    male = one_of(kind="gender", values=["male"])
    newcomer = person(gender=1, friend_since=NOW)
    days = [bool(newcomer.matching(male, NOW + day * DAY - 1)) for day in (3, 4)]
    assert days == [False, True]


def test_a_thai_user_under_20_is_left_out_of_a_filter() -> None:
    thai = person(area=AREAS.index("th_05") + 1, age=AGES.index("age_15") + 1, gender=1)
    male = one_of(kind="gender", values=["male"])
    assert not Conditions(None, male, {}, {}).people(thai, NOW)


def test_a_thai_user_under_20_gets_what_is_not_filtered() -> None:
    thai = person(area=AREAS.index("th_05") + 1, age=AGES.index("age_15") + 1)
    assert Conditions(None, None, {}, {}).people(thai, NOW)


def test_a_thai_user_of_20_is_not_left_out() -> None:
    thai = person(area=AREAS.index("th_05") + 1, age=AGES.index("age_20") + 1, gender=1)
    assert Conditions(None, one_of(kind="gender", values=["male"]), {}, {}).people(thai, NOW)


# The columns themselves -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("missing", ["gender", "age", "area"])
def test_target_reach_needs_gender_age_and_area(missing: str) -> None:
    known = {"gender": 1, "age": 1, "area": 1}
    assert (person(**known).target_reach, person(**known | {missing: 0}).target_reach) == (1, 0)


@pytest.mark.parametrize("state", [{"friend": False}, {"blocked": True}, {"left_line": True}])
def test_target_reach_counts_only_who_can_be_reached(state: Mapping[str, bool]) -> None:
    assert person(gender=1, age=1, area=1, **state).target_reach == 0


def test_reach_follows_a_change() -> None:
    population = person(gender=1, age=1, area=1)
    before = (0 in population.reachable, population.target_reach)
    population.set(0, blocked=True)
    assert (before, 0 in population.reachable, population.target_reach) == ((True, 1), False, 0)


def test_sends_share_one_set_of_the_reachable() -> None:
    population = person()
    before = population.reachable
    population.set(0, wrote_at=NOW)
    assert population.reachable is before


def test_newcomers_come_behind_everyone_else_as_strangers() -> None:
    population = person(gender=1)
    population.extend(2)
    assert (len(population), list(population.reachable)) == (3, [0])


# Drawn once -----------------------------------------------------------------------------------------------------------

FILTER = {
    "type": "operator",
    "and": [
        one_of(kind="area", values=["tw_01"]),
        between(kind="age", gte="age_20"),
        between(kind="subscriptionPeriod", gte="day_30"),
    ],
}


@pytest.mark.parametrize("crowd", [300, 20_000])
def test_what_is_drawn_is_not_drawn_again(crowd: int, monkeypatch: pytest.MonkeyPatch) -> None:
    platform = Platform(World(crowd=crowd, verified=True))
    platform.people.population.draw()

    def drawn(*_: object) -> int:
        raise AssertionError("drawn again")

    monkeypatch.setattr(crowds, "random_bits", drawn)
    monkeypatch.setattr(crowds, "noise", drawn)
    before = len(platform.people.population.matching(FILTER, platform.now()))
    row = platform.people.add(Character("新", "New", gender="female", age="age_20", area="tw_01"), platform.now())
    found = platform.people.population.matching(FILTER, platform.now())
    assert (len(found), row in found) == (before + 1, True)


def test_one_person_moves_from_one_value_to_another() -> None:
    moved, drawn_later = (Population(100) for _ in range(2))
    for population in (moved, drawn_later):
        population.settle_crowd(0, 90, NOW)
    moved.draw()
    for row, code in ((3, 1), (3, 2), (95, 1), (4, 0)):
        for population in (moved, drawn_later):
            population.set(row, gender=code)
    assert moved.values("gender") == drawn_later.values("gender")
    assert [moved.code("gender", row) for row in (3, 95, 4)] == [2, 1, 0]
