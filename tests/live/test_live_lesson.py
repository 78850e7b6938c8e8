"""The lesson on the real LINE, cell by cell, against a separately started platform as "LINE"."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from helpers import settings
from helpers.live.live_end import live_end
from helpers.text import LANGUAGES
from helpers.tools import build_notebooks
from tests.live.lab import BASIC_ID, allowed, configure, hurry, line
from tests.live.line import ME, Tunnel
from tests.stub.standalone import Standalone

#: What a learner changes once she has set up: the switch, any free port for the webhook, the address her tunnel got.
CHANGED = {"ready = False": "ready = True", "serve()": "serve(0)", "https://example.com/": "https://a.example/"}


@pytest.fixture(scope="module")
def platform() -> Iterator[Standalone]:
    with line() as started:
        yield started


@pytest.fixture
def real(platform: Standalone) -> Standalone:
    """The platform as new."""
    platform.lab("reset", {})
    platform.lab("webhook", {"url": "", "active": True, "redelivery": False})
    return platform


class Lesson:
    """The lesson's cells, run one after the other as a learner does; `cells` are those not run yet."""

    def __init__(self, lang: str, changed: Mapping[str, str] = CHANGED) -> None:
        self.changed = changed
        path = next(p for p in build_notebooks.lessons(["07_live"]) if p.parent.name == lang)
        self.cells = {c.id: c.source for c in build_notebooks.read_lesson(path).cells if c.cell_type == "code"}
        self.names: dict[str, Any] = {}

    def run(self, key: str) -> Any:
        """Run the next cell, which must be this one; returns what its last line shows."""
        assert next(iter(self.cells)) == key, "cells run in the order of the lesson"
        source = self.cells.pop(key)
        for theirs, ours in self.changed.items():
            source = source.replace(theirs, ours)
        tree = ast.parse(source)
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, key, "exec"), self.names)
        return eval(compile(ast.Expression(last.value), key, "eval"), self.names) if last else None


def go_live(lesson: Lesson) -> None:
    """The learner reads whose account it is, and types its basic id."""
    with allowed():
        panel = lesson.run("go-live")
        panel.confirm.value = "@somebody"
        panel.open_button.click()
        assert not panel.opened, "another account's id opens nothing"
        panel.confirm.value = BASIC_ID
        panel.open_button.click()
    assert panel.opened
    assert lesson.names["lab"].mode == "live"


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("known", [True, False], ids=["own id in .env", "own id not known yet"])
def test_the_lesson_from_setting_up_to_leaving(
    lang: str, known: bool, real: Standalone, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurry(monkeypatch, read_seconds=1.0)
    configure(monkeypatch, real.url, **({} if known else {settings.USER: ""}))
    lesson = Lesson(lang)
    lesson.run("setup")
    lesson.run("phone")
    lab = lesson.names["lab"]
    try:
        go_live(lesson)
        lesson.run("serve")
        with Tunnel(lab.webhook.port or 0) as tunnel:
            lesson.run("endpoint")
            real.lab("webhook", {"url": f"{tunnel.url}/callback"})  # the platform takes http, too: a tunnel is https
            real.act("小美", "message", text="你好")
            lesson.run("first-event")
            assert lesson.names["event"].source.user_id == ME
            reply_through_consent(lesson, known)
            assert real.texts("小美") == ["你好", "我收到了：你好"]
            push_through_consent(lesson, known)
            assert real.texts("小美") == ["你好", "我收到了：你好", "明天見"]
            assert lesson.run("quota") is True
        lesson.run("go-practice")
        assert (lab.mode, live_end(lab.session)) == ("practice", None)
        assert lesson.cells == {}, "every cell of the lesson was run"
    finally:
        lab.close()


def reply_through_consent(lesson: Lesson, known: bool) -> None:
    """Run the reply; where the lab does not know that she is herself, it asks first."""
    lab = lesson.names["lab"]
    if not known:
        with lab.attempt():
            exec(lesson.cells["first-reply"].rpartition("\n")[0], lesson.names)
        lab.consent(1)
    lesson.run("first-reply")


def push_through_consent(lesson: Lesson, known: bool) -> None:
    lab, source = lesson.names["lab"], lesson.cells["first-push"]
    lesson.run("first-push")
    if not known:
        assert lab.pending_consent is not None, "the card asks before anything goes to people"
        lab.consent(1)
        exec(source, lesson.names)
    assert lab.pending_consent is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_same_cells_practise_without_an_account(lang: str) -> None:
    lesson = Lesson(lang, changed={})
    lesson.run("setup")
    lesson.run("phone")
    lab = lesson.names["lab"]
    try:
        for key in ("go-live", "serve", "endpoint"):
            assert lesson.run(key) == "practice", "nothing is set up, and nothing stops the cells after it"
        for key in ("first-event", "first-reply", "first-push"):
            lesson.run(key)
        assert lesson.run("quota") is True
        assert lesson.run("go-practice") == "practice"
        assert lab.mode == "practice" and lesson.cells == {}
    finally:
        lab.close()
