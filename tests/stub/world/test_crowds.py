"""The crowds: the same people in every run and on every Python, each value with its share, and little memory."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.line.timestamps import DAY
from helpers.stub.platform import Platform
from helpers.stub.world.attributes import AREAS
from helpers.stub.world.crowds import AREA_SHARES, DAYS_LEAST, SINGLY_MOST, TAIWAN_AREAS, Crowd, below, crowd
from helpers.stub.world.population import ATTRIBUTES, Population
from helpers.stub.world.row_sets import noise
from helpers.stub.world.worlds import CLUB, SHOP, World

NOW = 1_793_584_800_000


def digest(people: Crowd) -> str:
    """A fingerprint of all there is to know of a crowd."""
    told = sha256()
    for name in ATTRIBUTES:
        told.update(repr([(code, hex(found)) for code, found in sorted(people.attribute(name).items())]).encode())
    told.update(repr([hex(plane) for plane in people.days]).encode())
    return told.hexdigest()[:16]


@pytest.mark.parametrize(
    ("size", "fingerprint"),
    [(CLUB.crowd, "4cb3f2b13a08fdb9"), (SHOP.crowd, "5cacc059724ea75c"), (100_000, "e656416cd82ff218")],
)
def test_a_crowd_is_the_same_in_every_run_and_on_every_python(size: int, fingerprint: str) -> None:
    assert digest(crowd(size, 7)) == fingerprint


def test_a_larger_crowd_begins_with_the_same_people() -> None:
    small, large = crowd(20_000, 7), crowd(30_000, 7)
    first = (1 << 20_000) - 1
    for name in ATTRIBUTES:
        assert {code: people & first for code, people in large.attribute(name).items()} == small.attribute(name)


@pytest.mark.parametrize("size", [SINGLY_MOST, 100_000])
def test_two_in_ten_of_a_crowd_stay_unknown(size: int) -> None:
    assert crowd(size, 7).known.bit_count() == pytest.approx(size * 0.8, rel=0.03)


@pytest.mark.parametrize("size", [SINGLY_MOST, 100_000])
@pytest.mark.parametrize("name", ATTRIBUTES)
def test_nobody_has_two_values_of_one_attribute(size: int, name: str) -> None:
    people = crowd(size, 7)
    found = people.attribute(name)
    known = sum(one.bit_count() for one in found.values())
    assert known == (size if name == "app_type" else people.known.bit_count())
    assert known == sum(found.values()).bit_count()  # added without a carry: no row is in two of them


def test_a_crowd_has_every_value_of_taiwan() -> None:
    found = crowd(SINGLY_MOST, 7).attribute("area")
    assert {area for area, code in AREAS.items() if found.get(code)} == {a for a in AREAS if a.startswith("tw_")}


def test_each_area_has_its_share() -> None:
    found = crowd(1_000_000, 7).attribute("area")
    counts = [found[code].bit_count() for code in TAIWAN_AREAS]
    wanted = [800_000 * share / sum(AREA_SHARES) for share in AREA_SHARES]
    assert sum(AREA_SHARES) == 1024
    assert counts == pytest.approx(wanted, rel=0.1)


@given(st.lists(st.integers(0, 15), min_size=1, max_size=40), st.integers(-3, 20))
def test_below_compares_numbers_kept_as_planes(numbers: list[int], bound: int) -> None:
    planes = [sum((number >> bit & 1) << row for row, number in enumerate(numbers)) for bit in range(4)]
    found = below(planes, bound, (1 << len(numbers)) - 1)
    assert [found >> row & 1 for row in range(len(numbers))] == [number < bound for number in numbers]


@pytest.mark.parametrize("size", [300, 6000])
@pytest.mark.parametrize("passed", [0, 40])
def test_for_how_long_the_crowd_have_been_friends(size: int, passed: int) -> None:
    population = Population(size)
    population.settle_crowd(0, size, NOW)
    now = NOW + passed * DAY
    days = [(now - population.friend_since(row)) // DAY for row in range(size)]
    assert min(days) >= DAYS_LEAST + passed
    for low, high in ((0, 30), (30, 365), (365, 2000), (50, 60)):
        found = population.friends_for(low, high, now)
        assert list(found) == [row for row in range(size) if low <= days[row] < high]


def splitmix(number: int) -> int:
    """The generator as it is published."""
    top = 2**64 - 1
    x = number * 0x9E3779B97F4A7C15 & top
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9 & top
    x = (x ^ x >> 27) * 0x94D049BB133111EB & top
    return x ^ x >> 31


def test_noise_is_the_published_generator() -> None:
    assert [noise(row, 3) for row in (7, 8, 9)] == [splitmix(row * 64 + 3 + 1) for row in (7, 8, 9)]


def test_twenty_two_million_friends_are_there_at_once() -> None:
    platform = Platform(World(crowd=22_000_000, plan="unlimited"))
    population = platform.people.population
    assert (len(population), len(population.reachable)) == (22_000_007, 22_000_003)
    assert population.reachable.memory < 3_000_000
    assert population.target_reach == pytest.approx(17_600_000, rel=0.01)
