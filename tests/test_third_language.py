"""A third language is two copied folders and one entry in the table: here English with every text in marks.

What a panel shows outside the marks is not of the language's texts: code, ids, names of the API. A sentence there was
written in the code, or taken from a language that the code names.
"""

from __future__ import annotations

import ast
import html
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from ipywidgets import Widget
from linebot.v3.messaging import NarrowcastRequest, PushMessageRequest, TextMessage

import helpers.text
from helpers.course.demos import DEMOS
from helpers.course.exercises import EXERCISES
from helpers.course.quizzes import QUIZZES
from helpers.errors import LabError
from helpers.lab import Lab
from helpers.language import course_language
from helpers.line.faults import FaultKind
from helpers.line.send_methods import SEND_METHODS
from helpers.panels.results.cards import card_since
from helpers.panels.stage import drawing
from helpers.paths import ROOT
from helpers.text import LANGUAGES, texts
from helpers.tools import build_notebooks

LANG = "en-XX"
OPEN, CLOSE = "⟦", "⟧"
_MARKED = re.compile(rf"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
_HAN = re.compile(r"[\u3400-\u9fff]+")


@pytest.fixture(scope="module", autouse=True)
def _third_language(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """`helpers/text/en` copied and marked, and its entry."""
    folder = tmp_path_factory.mktemp("text")
    (folder / "en_XX").mkdir()
    (folder / "en_XX" / "__init__.py").touch()
    for topic in (ROOT / "helpers" / "text" / "en").glob("[a-z]*.py"):
        marked = f"TEXT = {{key: f'{OPEN}{{text}}{CLOSE}' for key, text in TEXT.items()}}"
        marked += "\nTEXT.update({key: text.strip('⟦⟧') for key, text in TEXT.items() if key == 'lang.tag'})"
        copy = f"{topic.read_text(encoding='utf-8')}\n{marked}\n"
        (folder / "en_XX" / topic.name).write_text(copy, encoding="utf-8", newline="\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(LANGUAGES, LANG, "en_XX")  # type: ignore[arg-type]
        patch.setattr(helpers.text, "__path__", [*helpers.text.__path__, str(folder)])
        patch.setattr(Widget, "open", lambda self: None)  # no kernel is there to be told of widgets
        yield
    texts.cache_clear()
    for name in [name for name in sys.modules if name.startswith("helpers.text.en_XX")]:
        del sys.modules[name]


@pytest.fixture(scope="module")
def lab() -> Iterator[Lab]:
    """A lab of the third language, in which something of each kind has happened."""
    with Lab("club", "inproc", LANG) as lab:
        lab.friend("小美").send_text("hi")
        lab.line_bot_api.push_message(
            PushMessageRequest(to=lab.friend("小美").user_id, messages=[TextMessage(text="hi")])
        )
        lab.friend("怡君").block()
        yield lab


def pieces(shown: Any) -> Iterator[str]:
    """Everything a reader can see of it or hear from it."""
    if isinstance(shown, str):
        yield shown
        return
    for name in ("value", "description", "placeholder", "tooltip"):
        if isinstance(found := getattr(shown, name, None), str):
            yield found
    yield from (str(label) for label in getattr(shown, "_options_labels", ()))
    yield from getattr(shown, "titles", ())
    if not isinstance(shown, Widget):
        yield shown._repr_html_() if hasattr(shown, "_repr_html_") else str(shown)
    for child in getattr(shown, "children", ()):
        yield from pieces(child)


def visible(markup: str) -> str:
    """The text of `markup`, and what its attributes say to those who hear it."""
    markup = re.sub(r"<style.*?</style>|<(pre|code)\b.*?</\1>", " ", markup, flags=re.DOTALL)
    heard = re.findall(r"\b(?:aria-label|title|alt|placeholder)=\"([^\"]*)\"", markup)
    return html.unescape(re.sub(r"<[^>]*>", "", markup) + " ".join(heard))


def unmarked(text: str) -> str:
    """What is left without all that stands in marks, marks within marks included."""
    while (shorter := _MARKED.sub("", text)) != text:
        text = shorter
    return text


def foreign(shown: Any) -> list[str]:
    """Pieces that no text of the third language says: Chinese, or sentences of the English texts."""
    left = [unmarked(visible(piece)) for piece in pieces(shown)]
    return [piece for piece in left if _HAN.search(_CROWD.sub("", piece)) or any(s in piece for s in sentences())]


#: People without a part to play have a made-up name and a number, the same in every language.
_CROWD = re.compile(r"[\u3400-\u9fff]{2,3}#\d+")


def sentences() -> set[str]:
    """English texts of two words or more, without the part that is filled in."""
    found = (text.partition("{")[0].strip(" .:") for text in texts("en").catalogue.values())
    return {text for text in found if len(text.split()) > 1 and len(text) > 8}


PANELS: dict[str, Callable[[Lab], Any]] = {
    "phones": lambda lab: lab.phones(),
    "preview": lambda lab: lab.preview(TextMessage(text="hi")),
    **{f"builder {name}": lambda lab, name=name: lab.builder(name) for name in SEND_METHODS},
    "playground": lambda lab: lab.playground("push"),
    "world": lambda lab: lab.world(),
    "timeline": lambda lab: lab.timeline(),
    "history_panel": lambda lab: lab.history_panel(),
    "history": lambda lab: lab.history,
    "narrowcast_view": lambda lab: lab.narrowcast_view(narrowcast()),
    "projector": lambda lab: lab.projector(False),
    "setup": lambda lab: lab.setup(),
    **{f"quiz {key}": lambda lab, key=key: lab.quiz(key) for key in QUIZZES},
    **{f"check {key}": lambda lab, key=key: lab.check(key, lambda *given: None) for key in EXERCISES},
    "progress": lambda lab: lab.progress(),
    **{f"replay {key}": lambda lab, key=key: played(lab, key) for key in DEMOS},
    **{f"stage {key}": lambda lab, key=key: on_stage(lab, key) for key in DEMOS},
    "start_over": lambda lab: lab.start_over(),
    "faces": lambda lab: lab.faces(),
    "campaign": lambda lab: lab.campaign(),
    "show": lambda lab: lab.show(),
}


def narrowcast() -> NarrowcastRequest:
    request = {
        "messages": [{"type": "text", "text": "hi"}],
        "filter": {
            "demographic": {
                "type": "operator",
                "and": [{"type": "gender", "oneOf": ["female"]}, {"type": "age", "gte": "age_20"}],
            }
        },
    }
    return NarrowcastRequest.from_dict(request)


def on_stage(lab: Lab, key: str) -> str:
    """All that the stage shows of a demo's first steps, and what stands in the notebook; without what is sent there."""
    stage = lab.stage(key)
    seen = [drawing.cover_html(stage.played, lab.texts), stage.html()]
    for _ in range(4):
        stage.hear({"do": "next"})
        seen += [stage.html(), drawing.read_out(stage.played, lab.texts)]
    sent = re.findall(r'"([^"]+)"', "".join(step.code for step in DEMOS[key].steps))
    return re.sub("|".join(map(re.escape, sent)), "", "".join(seen))


def played(lab: Lab, key: str) -> Any:
    """A demo with its first step played."""
    demo = lab.replay(key)
    demo.next()
    return demo


@pytest.mark.parametrize("name", PANELS)
def test_a_panel_speaks_the_third_language_only(lab: Lab, name: str) -> None:
    shown = PANELS[name](lab)
    assert OPEN in "".join(pieces(shown))
    assert foreign(shown) == []


def test_every_panel_of_the_lab_is_opened() -> None:
    """Whatever public member of Lab gives something that panels draw."""
    drawn = {
        node.name
        for path in (ROOT / "helpers" / "panels").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    }
    members = {
        name
        for name, member in vars(Lab).items()
        if not name.startswith("_") and drawn & set(re.findall(r"\w+", returned(member)))
    }
    # Tests of their own below; copy_lesson writes files; a living phone shows the picture of `phones`; the rest needs
    # live mode.
    elsewhere = {"attempt", "phone", "go_live", "copy_lesson", "go_practice", "consent", "webhook"}
    assert len(members) > 15
    assert members - elsewhere - {name.partition(" ")[0] for name in PANELS} == set()


def returned(member: Any) -> str:
    """The annotation of what a method or property returns."""
    function = member.fget if isinstance(member, property) else member
    return str(getattr(function, "__annotations__", {}).get("return", ""))


def test_an_attempt_tells_what_went_wrong(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Any] = []
    monkeypatch.setattr("IPython.display.display", lambda *what, **_: shown.extend(what))
    with lab.attempt():
        PushMessageRequest(to=5, messages=[])
    with lab.attempt():
        lab.line_bot_api.push_message(PushMessageRequest(to="nobody", messages=[TextMessage(text="hi")]))
    assert [foreign(card) for card in shown] == [[], []]


@pytest.mark.parametrize("kind", ["500", "429", "timeout"])
def test_a_fault_is_told(lab: Lab, kind: FaultKind) -> None:
    lab.fault(kind)
    request, count = (
        PushMessageRequest(to=lab.friend("小美").user_id, messages=[TextMessage(text="hi")]),
        lab.session.exchanges.count,
    )
    try:
        lab.line_bot_api.push_message(request)
    except Exception as error:
        assert foreign(card_since(lab.session, count, error)) == []
    else:
        pytest.fail("the fault came to nothing")


def test_the_refusal_to_go_live_is_told(lab: Lab) -> None:
    with pytest.raises(LabError) as caught:
        lab.go_live()
    assert OPEN in str(caught.value)
    assert foreign(str(caught.value)) == []


def test_a_notebook_in_its_folder_speaks_it(tmp_path: Path) -> None:
    assert course_language(environ={}, folder=tmp_path / "notebooks" / LANG) == LANG


def test_its_lessons_are_built(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "lessons" / "en", tmp_path / "lessons" / LANG)
    found = build_notebooks.lessons(root=tmp_path)
    assert {path.parent.name for path in found} == {LANG}
    assert len(found) == len(list((ROOT / "lessons" / "en").glob("[0-9]*.md"))) + 1  # and the instructor's
    assert build_notebooks.notebook_path(found[0]).parent == tmp_path / "notebooks" / LANG


def test_a_sentence_of_another_language_is_found() -> None:
    assert foreign("<p>你好</p>")
    assert foreign(f"<p>{texts('en')('history.empty')}</p>")
    assert foreign('<b title="你好">x</b>')
    assert not foreign(f"<p>{texts(LANG)('history.empty')} 王小明#12</p>")
