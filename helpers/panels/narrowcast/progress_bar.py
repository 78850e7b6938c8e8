"""How far a narrowcast is: a progress bar of three steps, in words too, and what LINE's progress says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from helpers.line.timestamps import TAIPEI
from helpers.panels.kit.markup import esc, rich
from helpers.text import Texts

#: How each of the three steps stands in each phase LINE knows (REF#get-narrowcast-progress-status).
_STANDING = {
    "waiting": ("now", "later", "later"),
    "sending": ("done", "now", "later"),
    "succeeded": ("done", "done", "done"),
    "failed": ("done", "never", "ended"),
}
_LOOKS = {"done": "lab-done", "now": "lab-under", "later": "", "never": "lab-skipped", "ended": "lab-wrong"}
_SIGNS = {"done": "✓", "now": "…", "later": "", "never": "✕", "ended": "✕"}


def progress_html(progress: Any, say: Texts) -> str:
    """Return the SDK's NarrowcastProgressResponse as a bar, its three steps, and its numbers."""
    return f"{_bar(progress.phase, say)}{_steps(progress.phase, say)}{_facts(progress, say)}"


def phase_step(phase: str) -> int:
    """Return which of the three steps a phase is at; 1 for one LINE may add."""
    return {"waiting": 1, "sending": 2}.get(phase, 3 if phase in _STANDING else 1)


def _bar(phase: str, say: Texts) -> str:
    step = phase_step(phase)
    said = say("narrowcast.progress.of", step=step, phase=_phase_words(phase, say))
    pieces = "".join(f'<i class="{_LOOKS[standing]}"></i>' for standing in _STANDING.get(phase, _STANDING["waiting"]))
    return (
        f'<div class="lab-track" role="progressbar" aria-valuemin="0" aria-valuemax="3" aria-valuenow="{step}" '
        f'aria-valuetext="{esc(said)}" aria-label="{esc(say("narrowcast.progress.title"))}">{pieces}</div>'
    )


def _steps(phase: str, say: Texts) -> str:
    names = ("waiting", "sending", "failed" if phase == "failed" else "succeeded")
    items = zip(names, _STANDING.get(phase, _STANDING["waiting"]), strict=True)
    return f'<ol class="lab-phases">{"".join(_step(name, standing, say) for name, standing in items)}</ol>'


def _step(name: str, standing: str, say: Texts) -> str:
    look = ' class="lab-off"' if standing in ("later", "never") else ""
    title = f"{_SIGNS[standing]} {say(f'narrowcast.phase.{name}')}".strip()
    current = ' aria-current="step"' if standing == "now" else ""
    return (
        f"<li{look}{current}><b>{esc(title)}</b><code>{esc(name)}</code> "
        f"{esc(say(f'narrowcast.phase.{standing}'))}</li>"
    )


def _phase_words(phase: str, say: Texts) -> str:
    key = f"narrowcast.phase.{phase}"
    return say(key) if say.has(key) else phase


def _facts(progress: Any, say: Texts) -> str:
    pairs = "".join(
        f"<dt>{esc(say(f'narrowcast.progress.{key}'))}</dt><dd>{value}</dd>" for key, value in _pairs(progress, say)
    )
    return f"<dl>{pairs}</dl>"


def _pairs(progress: Any, say: Texts) -> Iterator[tuple[str, str]]:
    yield "accepted", esc(_time(progress.accepted_time))
    if progress.completed_time:
        yield "completed", esc(_time(progress.completed_time))
    yield "counts", esc(_counts(progress, say))
    if progress.error_code:
        yield "why", _why(progress, say)


def _counts(progress: Any, say: Texts) -> str:
    if progress.target_count is None:
        return say("narrowcast.progress.counts_later")
    values = {name: getattr(progress, f"{name}_count") or 0 for name in ("target", "success", "failure")}
    return say("narrowcast.progress.counts_value", **values)


def _why(progress: Any, say: Texts) -> str:
    key = f"narrowcast.error.{progress.error_code}"
    meaning = say(key if say.has(key) else "narrowcast.error.other")
    code = f"<code>errorCode {esc(progress.error_code)}</code> {rich(meaning)}"
    if not progress.failed_description:
        return code
    return f"{code}<br>{esc(say('narrowcast.progress.line_says', text=progress.failed_description))}"


def _time(moment: datetime) -> str:
    return f"{moment.astimezone(TAIPEI):%m-%d %H:%M:%S}"
