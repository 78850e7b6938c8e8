"""Everything that is shown, by name: loaded when it is asked for.

ipywidgets takes longer to load than the rest of the lab, and a lab opens without a card, a phone or a preview. Here:
drawing and widgets, in folders by subject. Not here: what is shown (`helpers.session`, `helpers.course`), and any
decision about sending to real people (`helpers.live`).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from helpers.panels.builder.builder import Builder
    from helpers.panels.builder.history_panel import HistoryPanel
    from helpers.panels.course.copied_lessons import CopiedLessons
    from helpers.panels.course.exercise_result import ExerciseResult
    from helpers.panels.course.price_calculator import PriceCalculator
    from helpers.panels.course.progress import Progress
    from helpers.panels.course.quiz import Quiz
    from helpers.panels.course.replay import Replay
    from helpers.panels.course.setup_card import SetupCard
    from helpers.panels.course.start_over import StartOver
    from helpers.panels.kit.projector import Projector
    from helpers.panels.kit.sentence import Sentence
    from helpers.panels.live.answers import agree, go_practice
    from helpers.panels.live.go_live_panel import GoLivePanel
    from helpers.panels.live.webhook_desk import WebhookDesk
    from helpers.panels.narrowcast.view import NarrowcastView
    from helpers.panels.phone.living_phone import LivingPhone, phone_of
    from helpers.panels.results.attempt import Attempt
    from helpers.panels.results.card import Card
    from helpers.panels.results.cards import card_of
    from helpers.panels.results.history import History
    from helpers.panels.results.phones import Phones, phones_of
    from helpers.panels.results.preview import Preview
    from helpers.panels.results.timeline import Timeline, timeline_of
    from helpers.panels.stage.stage import Stage
    from helpers.panels.world.world import WorldPanel

_MODULES = {
    "Attempt": "results.attempt",
    "Card": "results.card",
    "History": "results.history",
    "SetupCard": "course.setup_card",
    "agree": "live.answers",
    "card_of": "results.cards",
    "go_practice": "live.answers",
    "phones_of": "results.phones",
    "timeline_of": "results.timeline",
    "Phones": "results.phones",
    "Builder": "builder.builder",
    "HistoryPanel": "builder.history_panel",
    "CopiedLessons": "course.copied_lessons",
    "ExerciseResult": "course.exercise_result",
    "PriceCalculator": "course.price_calculator",
    "Progress": "course.progress",
    "Quiz": "course.quiz",
    "Replay": "course.replay",
    "StartOver": "course.start_over",
    "Projector": "kit.projector",
    "Sentence": "kit.sentence",
    "GoLivePanel": "live.go_live_panel",
    "WebhookDesk": "live.webhook_desk",
    "NarrowcastView": "narrowcast.view",
    "LivingPhone": "phone.living_phone",
    "phone_of": "phone.living_phone",
    "Preview": "results.preview",
    "Stage": "stage.stage",
    "Timeline": "results.timeline",
    "WorldPanel": "world.world",
}

__all__ = [
    "Attempt",
    "Builder",
    "Card",
    "CopiedLessons",
    "ExerciseResult",
    "GoLivePanel",
    "History",
    "HistoryPanel",
    "LivingPhone",
    "NarrowcastView",
    "Phones",
    "Preview",
    "PriceCalculator",
    "Progress",
    "Projector",
    "Quiz",
    "Replay",
    "Sentence",
    "SetupCard",
    "Stage",
    "StartOver",
    "Timeline",
    "WebhookDesk",
    "WorldPanel",
    "agree",
    "card_of",
    "go_practice",
    "phone_of",
    "phones_of",
    "timeline_of",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Load what is called `name`. Raises AttributeError for another name, ImportError for a missing package."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
