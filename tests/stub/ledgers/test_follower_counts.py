from __future__ import annotations

from helpers.line.timestamps import DAY, to_ms
from helpers.stub.ledgers.follower_counts import FollowerCounts, FollowerDays
from helpers.stub.world.clock import START
from helpers.stub.world.population import Population

NOW = to_ms(START)


def crowd() -> Population:
    population = Population(4)
    for row in range(3):
        population.set(row, friend=True)
    for row in (0, 1):
        population.set(row, gender=1, age=1, area=1)
    return population


def test_days_before_the_world_look_like_its_beginning() -> None:
    population = crowd()
    days = FollowerDays(population, NOW)
    population.set(0, blocked=True)
    assert days.at("20200101") == FollowerCounts(added=3, reach=2, blocks=0)


def test_a_day_ends_with_its_last_state() -> None:
    population = crowd()
    days = FollowerDays(population, NOW)
    population.set(0, blocked=True)
    days.settle(NOW + DAY)
    population.set(1, blocked=True)
    assert days.at("20261102") == FollowerCounts(added=3, reach=1, blocks=1)


def test_changes_within_a_day_leave_no_trace() -> None:
    population = crowd()
    days = FollowerDays(population, NOW)
    population.set(0, blocked=True)
    days.settle(NOW + 1)
    population.set(0, blocked=False)
    days.settle(NOW + DAY)
    assert days.at("20261102").blocks == 0


def test_a_long_time_without_change_is_one_entry_for_all_its_days() -> None:
    population = crowd()
    days = FollowerDays(population, NOW)
    population.set(3, friend=True)
    days.settle(NOW + 100 * DAY)
    population.set(0, blocked=True)
    days.settle(NOW + 101 * DAY)
    assert [days.at(day).blocks for day in ("20261102", "20261231", "20270209", "20270210")] == [0, 0, 0, 1]
    assert [days.at(day).added for day in ("20261101", "20261102", "20270210")] == [3, 4, 4]
