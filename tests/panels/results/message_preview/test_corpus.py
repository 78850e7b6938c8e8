"""Every message of the corpus, the refused half too, is drawn, and so are the samples."""

from __future__ import annotations

import pytest

from helpers import open_lab
from helpers.examples import samples
from helpers.panels.results.message_preview.context import PreviewContext
from helpers.panels.results.message_preview.message import message_html
from helpers.text import LANGUAGES, texts
from tests.corpus import REFUSED, VALID

#: What the drawing of a type must have in it; a placeholder would not.
SIGNS = {
    "text": "lab-text", "textV2": "lab-text", "sticker": "<svg", "image": "<svg", "video": "lab-play",
    "audio": "lab-wave", "location": "lab-map", "imagemap": "lab-imagemap", "template": "lab-template",
    "flex": "lab-flex", "coupon": "lab-place", "file": "lab-file",
}  # fmt: skip


@pytest.mark.parametrize("tappable", [False, True])
def test_a_message_of_the_corpus_is_drawn(subtests: pytest.Subtests, tappable: bool) -> None:
    for case in (*VALID, *REFUSED):
        with subtests.test(str(case)):
            drawn = message_html(case.message, PreviewContext(texts("en"), tappable))
            assert "cannot be drawn" not in drawn
            assert drawn.count("<div") == drawn.count("</div>")
            assert drawn.count("<span") == drawn.count("</span>")
            assert SIGNS.get(str(case.message.get("type")), "lab-unknown") in drawn


def test_what_line_takes_has_no_part_it_does_not_know(subtests: pytest.Subtests) -> None:
    for case in VALID:
        with subtests.test(str(case)):
            drawn = message_html(case.message, PreviewContext(texts("en")))
            assert "unknown" not in drawn


@pytest.mark.parametrize("lang", LANGUAGES)
def test_samples_of_every_kind_are_previewed(lang: str) -> None:
    with open_lab(transport="inproc", lang=lang) as lab:
        shown = lab.preview(samples.five(lab.session), samples.flex(lab.session), samples.long_text())
        assert len(shown.messages) == 7
        assert "unknown" not in shown._repr_html_().split("</style>")[-1]
