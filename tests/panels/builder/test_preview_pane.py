"""The preview beside the form: it shows what is typed, and is drawn anew only for other messages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from helpers import open_lab
from helpers.lab import Lab
from helpers.panels.results.preview import Preview


@pytest.fixture
def lab() -> Iterator[Lab]:
    with open_lab(transport="inproc", lang="zh-TW") as lab:
        yield lab


def test_it_shows_each_letter_as_it_is_typed(lab: Lab) -> None:
    builder = lab.builder("push")
    for typed in ("明", "明天", "明天見"):
        builder.form.parts["messages"].items[0].fields["text"].control.value = typed
        assert f">{typed}<" in builder.preview.children[1].value


def test_it_is_drawn_only_when_the_messages_are_others(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    builder, drawn = lab.builder("push"), []
    whole = Preview._repr_html_
    monkeypatch.setattr(Preview, "_repr_html_", lambda self: drawn.append(self) or whole(self))
    builder.form.parts["to"].field.control.value = "U1"
    builder.send_button.click()
    builder.refresh()
    assert drawn == []
    builder.form.parts["messages"].items[0].fields["text"].control.value = "改過"
    assert len(drawn) == 1


def test_without_messages_it_says_so(lab: Lab) -> None:
    builder = lab.builder("push")
    builder.form.parts["messages"].items[0].remove.click()
    assert lab.texts("preview.nothing") in builder.preview.children[1].value


def test_half_typed_json_leaves_the_last_picture(lab: Lab) -> None:
    builder = lab.builder("push")
    before = builder.preview.children[1].value
    builder.form.as_json = True
    builder.form.json.control.value = '{"messages": ['
    assert builder.preview.children[1].value == before
