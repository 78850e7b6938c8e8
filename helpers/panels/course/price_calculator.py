"""What a campaign costs on each plan in Taiwan: numbers to change, a table and a drawing."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.course.pricing import INPUT_RANGES, Bill, Campaign, bills, cheapest, planned
from helpers.line.plans import PLANS_PAGE
from helpers.panels.course.price_chart import chart
from helpers.panels.kit.controls import dress, html
from helpers.panels.kit.markup import HEADING, esc, table
from helpers.panels.kit.widgets import BoundedIntText, Box
from helpers.panels.results.explained_panel import ExplainedPanel
from helpers.text import Texts

#: By how much an arrow key changes a number.
ARROW_STEPS = {"friends": 100, "percent": 10, "sends": 1, "objects": 1}


class PriceCalculator(ExplainedPanel):
    """`lab.campaign()`: change `friends`, `percent`, `sends` and `objects`; read `campaign` and `bills`."""

    def __init__(self, say: Texts, campaign: Campaign) -> None:
        """Begin with `campaign`."""
        self.friends, self.percent, self.sends, self.objects = numbers = [
            _number(name, getattr(campaign, name), say) for name in INPUT_RANGES
        ]
        self._told = html()
        super().__init__("campaign", "", say, [dress(Box(numbers), "lab-numbers"), self._told])
        for number in numbers:
            number.observe(self.refresh, "value")
        self.refresh()

    @classmethod
    def of(cls, say: Texts, **numbers: int) -> PriceCalculator:
        """Return the calculator of these numbers, named as in INPUT_RANGES. Raises LabError for one that cannot be."""
        return cls(say, planned(say, **numbers))

    @property
    def campaign(self) -> Campaign:
        """The campaign that the numbers describe."""
        return Campaign(self.friends.value, self.percent.value, self.sends.value, self.objects.value)

    @property
    def bills(self) -> tuple[Bill, ...]:
        """The bill of each plan for it."""
        return tuple(bills(self.campaign.messages))

    def __repr__(self) -> str:
        """Return one line: how many messages, and which plan asks least."""
        return self._sum("campaign.repr")

    def show(self) -> None:
        """Show the table and the drawing of the numbers as they are."""
        self._told.value = f'<div role="status" aria-live="polite">{"".join(self._shown())}</div>'

    def _shown(self) -> Iterator[str]:
        say, wanted = self.say, self.campaign
        yield f'<div class="lab-block"><h4 class="{HEADING}">{esc(self._sum("campaign.title"))}</h4>'
        lead = say("campaign.lead", recipients=wanted.recipients, sends=wanted.sends, objects=wanted.objects)
        yield f'<p class="lab-lead">{esc(lead)}</p></div>'
        columns = [say(f"campaign.column.{name}") for name in ("plan", "fee", "free", "extra", "cost")]
        rows = [self._row(found, columns[1:]) for found in self.bills]
        yield f'<div class="lab-block">{table(say("campaign.table"), columns, rows)}</div>'
        yield chart(wanted.messages, say)
        yield from (f'<p class="lab-note">{esc(say(f"campaign.{key}"))}</p>' for key in ("note", "free"))
        words = esc(say("campaign.link"))
        yield f'<p class="lab-note"><a href="{PLANS_PAGE}" target="_blank" rel="noopener">{words}</a></p>'

    def _row(self, found: Bill, names: list[str]) -> str:
        say, plan = self.say, found.plan
        extra = say("campaign.no_extra") if plan.extra_ntd is None else say("campaign.extra", price=plan.extra_ntd)
        cells = (say("campaign.cost", cost=plan.fee_ntd), f"{plan.messages:,}", extra, bill_words(found, say))
        colour = "lab-bad" if found.cost is None else "lab-good"
        looks = ("", "", "", f' class="{colour}"')
        told = "".join(
            f'<td data-name="{esc(name)}"><span{look}>{esc(cell)}</span></td>'
            for name, cell, look in zip(names, cells, looks, strict=True)
        )
        best = ' class="lab-best"' if cheapest(found.messages).plan is plan else ""
        return f'<tr{best}><th scope="row">{esc(say(f"campaign.plan.{plan.key}"))}</th>{told}</tr>'

    def _sum(self, key: str) -> str:
        say, wanted = self.say, self.campaign
        best = cheapest(wanted.messages)
        return say(
            key, recipients=wanted.recipients, sends=wanted.sends, messages=wanted.messages,
            plan=say(f"campaign.plan.{best.plan.key}"), cost=price(best, say),
        )  # fmt: skip


def _number(name: str, value: int, say: Texts) -> BoundedIntText:
    """Return a number to type or to step through.

    No slider: ipywidgets gives its handle no name a screen reader could say.
    """
    ends = INPUT_RANGES[name]
    return BoundedIntText(value, min=ends[0], max=ends[-1], step=ARROW_STEPS[name], description=say(f"campaign.{name}"))


def price(found: Bill, say: Texts) -> str:
    """Return about how much it costs; with additional messages, at most about."""
    return say("campaign.cost_most" if found.extra else "campaign.cost", cost=found.cost)


def bill_words(found: Bill, say: Texts) -> str:
    """Return in words whether a plan is enough, what it costs and what is left or bought."""
    if found.cost is None:
        return f"✕ {say('campaign.too_many', extra=found.extra)}"
    if found.extra:
        return f"✓ {say('campaign.bought', cost=price(found, say), extra=found.extra)}"
    return f"✓ {say('campaign.fits', cost=price(found, say), left=found.left)}"
