"""Each plan's cost against the number of messages, as a drawing that says its content in words, too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from helpers.course.pricing import TAIWAN_PLANS, bill, cheapest
from helpers.line.plans import Plan
from helpers.panels.kit.markup import esc, reachable
from helpers.text import Texts

# The drawing, in its own units; it is drawn as wide as there is room.
_WIDTH, _HEIGHT = 720, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 104, 42, 26, 30
#: The ends an axis may have, smallest first, and how many parts it has.
_MESSAGES = tuple(base * 10**power for power in range(3, 8) for base in (4, 8, 16))
_MONEY = tuple(base * 10**power for power in range(3, 8) for base in (2, 4, 8))
_PARTS = 4
#: How far apart two names must stand so that both can be read.
_NAME_HEIGHT = 16


@dataclass(frozen=True)
class _Scale:
    """The places of numbers of messages, and of costs, in the drawing."""

    most_messages: int
    most_money: int

    @classmethod
    def of(cls, messages: int) -> _Scale:
        """Return a scale with room for `messages` and a little more."""
        wide = _first_above(_MESSAGES, messages * 1.1)
        return cls(wide, _first_above(_MONEY, cheapest(wide).cost or 0))

    def x(self, messages: float) -> float:
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * messages / self.most_messages

    def y(self, money: float) -> float:
        return _HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * money / self.most_money


def chart(messages: int, say: Texts) -> str:
    """Return the drawing with its caption."""
    scale = _Scale.of(messages)
    parts = [*_axes(scale), *_here(scale, messages, say)]
    named = _named(scale, messages)
    for plan in TAIWAN_PLANS:
        parts += _line(scale, plan, messages)
        parts += _name(scale, plan, say) if plan in named else ()
    words = esc(chart_words(messages, say))
    title = say("campaign.chart")
    picture = f'<svg role="img" aria-label="{words}" viewBox="0 0 {_WIDTH} {_HEIGHT}">{"".join(parts)}</svg>'
    # In a narrow window the drawing scrolls instead of shrinking beyond reading.
    scroll = f'<div class="lab-scroll" {reachable(title)}>{picture}</div>'
    return f"<figure><figcaption>{esc(title)}</figcaption>{scroll}</figure>"


def chart_words(messages: int, say: Texts) -> str:
    """Return what the drawing shows, for those who cannot see it."""
    lines = [
        say(
            f"campaign.chart.{'ends' if plan.extra_ntd is None else 'goes_on'}",
            plan=say(f"campaign.plan.{plan.key}"), free=plan.messages,
        )
        for plan in TAIWAN_PLANS
    ]  # fmt: skip
    return say("campaign.chart.text", lines=say("list.semicolon").join(lines), messages=messages)


def _axes(scale: _Scale) -> Iterator[str]:
    for part in range(_PARTS + 1):
        money = scale.most_money * part // _PARTS
        messages = scale.most_messages * part // _PARTS
        y, x = scale.y(money), scale.x(messages)
        yield f'<line class="lab-grid" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"></line>'
        yield f'<text x="{_LEFT - 10}" y="{y + 4:.1f}" text-anchor="end">NT${money:,}</text>'
        yield f'<text x="{x:.1f}" y="{_HEIGHT - 8}" text-anchor="middle">{messages:,}</text>'


def _here(scale: _Scale, messages: int, say: Texts) -> Iterator[str]:
    x = scale.x(messages)
    anchor = "end" if messages > scale.most_messages * 0.85 else "middle"
    yield f'<line class="lab-now" x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP}" y2="{_HEIGHT - _BOTTOM}"></line>'
    words = esc(say("campaign.chart.here", messages=messages))
    yield f'<text class="lab-here" x="{x:.1f}" y="{_TOP - 10}" text-anchor="{anchor}">{words}</text>'


def _line(scale: _Scale, plan: Plan, messages: int) -> Iterator[str]:
    """Yield a plan's line: level as far as its free messages go, then up where more can be bought."""
    assert plan.messages is not None, "every plan one can buy has a number"
    level = min(plan.messages, scale.most_messages)
    end = level if plan.extra_ntd is None else scale.most_messages
    best = " lab-best" if cheapest(messages).plan is plan else ""
    corners = [(0, plan.fee_ntd), (level, plan.fee_ntd), (end, bill(plan, end).cost or 0)]
    points = " ".join(f"{scale.x(count):.1f},{scale.y(cost):.1f}" for count, cost in corners)
    yield f'<polyline class="lab-plan{best}" points="{points}"></polyline>'
    if end == plan.messages:
        yield f'<circle class="lab-dot{best}" cx="{scale.x(end):.1f}" cy="{scale.y(plan.fee_ntd):.1f}" r="4"></circle>'


def _named(scale: _Scale, messages: int) -> list[Plan]:
    """Return the plans whose names have room, the cheapest first: among large costs the fees lie close together."""
    best, named = cheapest(messages).plan, list[Plan]()
    for plan in sorted(TAIWAN_PLANS, key=lambda plan: plan is not best):
        if all(abs(scale.y(plan.fee_ntd) - scale.y(other.fee_ntd)) >= _NAME_HEIGHT for other in named):
            named.append(plan)
    return named


def _name(scale: _Scale, plan: Plan, say: Texts) -> Iterator[str]:
    x, y = _LEFT + 8, scale.y(plan.fee_ntd) - 12
    yield f'<text class="lab-name" x="{x:.1f}" y="{y:.1f}">{esc(say(f"campaign.plan.{plan.key}"))}</text>'


def _first_above(steps: tuple[int, ...], value: float) -> int:
    return next((step for step in steps if step >= value), steps[-1])
