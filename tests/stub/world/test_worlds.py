from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from helpers.line.plans import PLANS
from helpers.stub.platform import Platform
from helpers.stub.world.worlds import CAST, CLASSROOM, CLUB, GATHERINGS, SHOP, WORLDS, World


def test_the_ready_worlds() -> None:
    assert WORLDS == {"class": CLASSROOM, "club": CLUB, "shop": SHOP}


def test_two_broadcasts_to_the_club_are_more_than_a_light_month() -> None:
    friends = len(Platform(CLUB).people.population.reachable)
    assert friends == 150
    assert friends < (PLANS["light"].messages or 0) < 2 * friends


def test_both_worlds_have_the_same_people_with_the_same_ids() -> None:
    in_class, in_shop = (Platform(world).people for world in (CLASSROOM, SHOP))
    assert [in_class.user_id(r) for r in in_class.named_rows] == [in_shop.user_id(r) for r in in_shop.named_rows]
    assert list(in_class.chats) == list(in_shop.chats)


def names(what: Iterable[Any], *fields: str) -> list[str]:
    return [getattr(one, field) for one in what for field in fields]


def test_no_two_share_a_name() -> None:
    all_names = names(CAST, "name", "latin") + names(GATHERINGS, "title", "latin")
    assert len(set(all_names)) == len(all_names)


def test_a_broadcast_in_the_class_reaches_three() -> None:
    assert len(Platform(CLASSROOM).people.population.reachable) == 3


@pytest.mark.parametrize(("world", "enough"), [(CLASSROOM, False), (SHOP, True)])
def test_only_the_shop_is_big_enough_for_attributes(world: World, enough: bool) -> None:
    assert (Platform(world).people.population.target_reach >= 100) is enough


def test_the_shops_plan_lets_it_reach_everyone_once() -> None:
    platform = Platform(SHOP)
    assert (PLANS[SHOP.plan].messages or 0) >= len(platform.people.population.reachable) > 5000


def test_the_same_world_begins_the_same() -> None:
    one, other = Platform(SHOP), Platform(SHOP)
    assert one.account == other.account
    assert one.now() == other.now()
    assert one.people.population.values("area") == other.people.population.values("area")


def test_another_seed_gives_other_ids() -> None:
    assert Platform(World(seed="another")).people.user_id(0) != Platform().people.user_id(0)
