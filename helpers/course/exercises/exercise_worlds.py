"""The worlds a check plays in: other people, other texts, other ids; so that an answer made for one world fails."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from helpers.line.plans import PLANS
from helpers.stub.world.worlds import CLASSROOM, Character, Gathering, World
from helpers.text import Texts

#: What is said here, and the texts that have it in the course's language; what is not listed is the same in all.
_SAID = {
    "早安 ☀️": "said.morning",
    "今天有課嗎？": "said.class_today",
    "我遲到了，對不起": "said.late",
    "好的！": "said.ok",
    "晚餐吃什麼？": "said.dinner",
    "還有麵包嗎？🥐": "said.bread",
    "可頌幾點出爐？": "said.croissants",
    "3 個菠蘿，謝謝": "said.buns",
    "好": "said.good",
    "明天公休嗎？\n請回我": "said.closed",
    "今天打球嗎": "said.play_today",
    "8 點集合 🏸": "said.meet",
}


@dataclass(frozen=True)
class Setting:
    """A world, and what its people say. Each has two friends or more and one person in every other state."""

    key: str
    world: World
    lines: tuple[str, ...]
    gender: str
    area: str

    def crowded(self, crowd: int, month: int | None = None) -> Setting:
        """Return the same with `crowd` unnamed friends, and `month` messages a month (None: no limit)."""
        plan = next(plan.key for plan in PLANS.values() if plan.messages == month)
        return replace(self, world=replace(self.world, crowd=crowd, plan=plan, verified=True))

    def with_ids_of(self, seed: str) -> Setting:
        """Return the same with other ids: a bot may remember the events it has seen in another play."""
        return replace(self, world=replace(self.world, seed=f"{self.world.seed} {seed}"))

    def spoken(self, say: Texts) -> Setting:
        """Return the same with what people say in the course's language, where it is not the same in both."""
        return replace(self, lines=tuple(say(_SAID[line]) if line in _SAID else line for line in self.lines))

    @cached_property
    def friends(self) -> tuple[str, ...]:
        """Who is a friend and can be reached."""
        return tuple(c.name for c in self.world.cast if c.friend and not c.blocked and not c.left_line)

    @cached_property
    def blocked(self) -> str:
        """Who blocked the account."""
        return next(c.name for c in self.world.cast if c.blocked)

    @cached_property
    def recent(self) -> str:
        """Who is no friend and wrote to the account less than 7 days ago."""
        return self._strangers[0]

    @cached_property
    def stranger(self) -> str:
        """Who is no friend and wrote to the account more than 7 days ago."""
        return self._strangers[-1]

    @cached_property
    def left(self) -> str:
        """Who left LINE."""
        return next(c.name for c in self.world.cast if c.left_line)

    @cached_property
    def group(self) -> str:
        """The group the bot is in."""
        return next(g.title for g in self.world.gatherings if g.bot_in)

    @cached_property
    def speaker(self) -> str:
        """A member of that group."""
        return next(g.members[0] for g in self.world.gatherings if g.bot_in)

    @cached_property
    def _strangers(self) -> tuple[str, str]:
        strangers = [c for c in self.world.cast if not c.friend]
        first, *_, last = sorted(strangers, key=lambda c: c.wrote_days_ago or 0)
        return first.name, last.name


_SCHOOL = Setting(
    "school",
    CLASSROOM,
    ("早安 ☀️", "今天有課嗎？", "我遲到了，對不起", "好的！", "晚餐吃什麼？"),
    gender="female",
    area="tw_01",
)
_BAKERY = Setting(
    "bakery",
    World(
        cast=(
            Character("家豪", "Hao", friend=False, wrote_days_ago=30),
            Character("詠晴", "Ching", gender="female", age="age_25", app_type="ios", area="tw_06"),
            Character("柏宇", "Bo", gender="male", age="age_35", app_type="android", area="tw_06"),
            Character("冠廷", "Ting-wei", blocked=True, gender="male", age="age_20", app_type="ios", area="tw_01"),
            Character("子涵", "Han", friend=False, wrote_days_ago=2),
            Character("品妍", "Yen", gender="female", age="age_50", app_type="ios", area="tw_02"),
            Character("美惠", "Hui", left_line=True),
        ),
        gatherings=(Gathering("早起烘焙社", "Early bakers", ("柏宇", "品妍"), bot_in=True),),
        seed="bakery",
    ),
    ("還有麵包嗎？🥐", "可頌幾點出爐？", "3 個菠蘿，謝謝", "好", "明天公休嗎？\n請回我"),
    gender="male",
    area="tw_06",
)
_CLUB = Setting(
    "club",
    World(
        cast=(
            Character("承翰", "Cheng", left_line=True),
            Character("思妤", "Yu", gender="female", age="age_30", app_type="android", area="tw_04"),
            Character("立安", "An", blocked=True),
            Character("宥廷", "You", gender="male", age="age_20", app_type="ios", area="tw_04"),
            Character("雨桐", "Tong", friend=False, wrote_days_ago=1),
            Character("志遠", "Yuan", friend=False, wrote_days_ago=8),
            Character("芷若", "Ruo", gender="female", age="age_15", app_type="android", area="tw_17"),
            Character("大為", "Wei", gender="male", age="age_45", app_type="ios", area="tw_01"),
        ),
        gatherings=(Gathering("羽球隊", "Badminton team", ("宥廷", "思妤", "雨桐"), bot_in=True),),
        seed="club",
    ),
    ("今天打球嗎", "1 + 1 = 2", "{name}", "<b>GO</b> & win", "8 點集合 🏸"),
    gender="female",
    area="tw_04",
)

SETTINGS = (_SCHOOL, _BAKERY, _CLUB)
