"""The instructor's kit: a handbook and a notebook, two languages in step, their answers those of the course."""

from __future__ import annotations

import ast
import re
from itertools import pairwise, takewhile
from pathlib import Path

import pytest
from nbformat import NotebookNode

from helpers.course.demos import DEMOS
from helpers.course.exercises import EXERCISES
from helpers.course.quizzes import QUIZZES
from helpers.tools import build_notebooks
from tests.test_lessons import links, numbers_apart, wording_problems

HANDBOOKS = {lang: build_notebooks.ROOT / "lessons" / lang / "handbook.md" for lang in build_notebooks.LANGUAGES}
TEXT = {lang: path.read_text(encoding="utf-8") for lang, path in HANDBOOKS.items()}
NOTEBOOK = {lang: path.with_name("instructor.md") for lang, path in HANDBOOKS.items()}
EACH = pytest.mark.parametrize("lang", build_notebooks.LANGUAGES)
_CODE = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ROW = re.compile(r"^\| (.+) \|$", re.MULTILINE)


def rows(lang: str) -> list[list[str]]:
    return [match[1].split(" | ") for match in _ROW.finditer(TEXT[lang])]


def keyed(lang: str, keys: object) -> dict[str, list[str]]:
    """The rows that begin with one of these keys as code."""
    return {row[0].strip("`"): row[1:] for row in rows(lang) if row[0].strip("`") in list(keys)}  # type: ignore[call-overload]


def test_the_handbook_is_to_read_and_the_notebook_is_built_but_no_lesson() -> None:
    built = {path.stem for path in build_notebooks.lessons()}
    assert "handbook" not in built and "instructor" in built
    assert all(not path.stem[0].isdigit() for path in NOTEBOOK.values()), "learners' copies are of numbered notebooks"


def test_both_languages_have_the_same_shape() -> None:
    marks = re.compile(r"^(#+ |\| |\d+\. |- |```)", re.MULTILINE)
    assert marks.findall(TEXT["zh-TW"]) == marks.findall(TEXT["en"])


def test_both_languages_have_the_same_numbers_links_and_code() -> None:
    zh, en = TEXT["zh-TW"], TEXT["en"]
    assert not any(numbers_apart(zh, en))
    assert [link.replace("../zh-TW/", "../en/") for link in links(en)] == links(zh)
    assert _CODE.findall(zh) == _CODE.findall(en)


@EACH
def test_every_link_leads_somewhere(lang: str) -> None:
    assert [link for link in links(TEXT[lang]) if not (HANDBOOKS[lang].parent / link).exists()] == []


@EACH
@pytest.mark.parametrize("minutes", [50, 100])
def test_a_run_sheet_fills_its_time_without_gaps(lang: str, minutes: int) -> None:
    text = NOTEBOOK[lang].read_text(encoding="utf-8")
    sheet = next(part for part in re.split(r"^## ", text, flags=re.MULTILINE) if part.startswith(f"{minutes} "))
    spans = [tuple(map(int, span)) for span in re.findall(r"^### (\d+)–(\d+) ", sheet, re.MULTILINE)]
    assert [spans[0][0], spans[-1][1]] == [0, minutes]
    assert all(earlier[1] == later[0] for earlier, later in pairwise(spans))


@EACH
def test_every_demo_has_its_script_and_its_steps_are_there(lang: str) -> None:
    assert list(keyed(lang, DEMOS)) == list(DEMOS)
    assert set(re.findall(r'lab\.replay\("([^"]+)"\)', TEXT[lang])) <= {*DEMOS, "name", "名字"}


@EACH
def test_the_answers_to_the_quizzes_are_right(lang: str) -> None:
    told = {key: re.findall(r"\b[a-d]\b", cells[0]) for key, cells in keyed(lang, QUIZZES).items()}
    assert told == {key: [question.right for question in questions] for key, questions in QUIZZES.items()}


@EACH
def test_every_exercise_has_its_answer(lang: str) -> None:
    assert list(keyed(lang, EXERCISES)) == list(EXERCISES)


@EACH
def test_the_code_can_be_run(lang: str) -> None:
    for code in _CODE.findall(TEXT[lang]):
        ast.parse(code)
    assert EXERCISES["push-2"].solution_source()


def test_chinese_is_written_as_in_taiwan() -> None:
    assert wording_problems(re.sub(r"\]\([^)]*\)", "]", TEXT["zh-TW"])) == []


def test_english_is_not_left_in_chinese() -> None:
    assert re.findall(r"[\u3400-\u9fff]+", TEXT["en"].replace("正體中文", "")) == []


def test_a_path_of_the_handbook_is_there() -> None:
    assert Path(HANDBOOKS["en"]).parent.joinpath("../../helpers/course/exercises/solutions.py").resolve().is_file()


# The notebook --------------------------------------------------------------------------------------------------------


def notebook_cells(lang: str) -> list[NotebookNode]:
    return list(build_notebooks.read_lesson(NOTEBOOK[lang]).cells)


def test_the_notebook_has_the_same_cells_code_links_and_numbers_in_both_languages() -> None:
    ours, theirs = notebook_cells("zh-TW"), notebook_cells("en")
    assert [(c.id, c.cell_type, c.metadata) for c in ours] == [(c.id, c.cell_type, c.metadata) for c in theirs]
    for one, other in zip(ours, theirs, strict=True):
        if one.cell_type == "code":
            assert one.source == other.source
        else:
            twins = [link.replace("/zh-TW/", "/en/") for link in links(one.source)]
            assert twins == [link.replace("/zh-TW/", "/en/") for link in links(other.source)], one.id
            assert not any(numbers_apart(one.source, other.source)), one.id


@EACH
def test_every_row_of_the_sheet_says_what_to_say_and_do_and_where_they_get_stuck(lang: str) -> None:
    rows = [cell for cell in notebook_cells(lang) if cell.source.startswith("### ")]
    assert len(rows) == 17
    assert [cell.id for cell in rows if len(re.findall(r"^- \*\*", cell.source, re.MULTILINE)) != 3] == []


@EACH
def test_a_demo_a_row_names_is_in_the_cell_under_it(lang: str) -> None:
    found = notebook_cells(lang)
    for number, cell in enumerate(found):
        if cell.cell_type == "markdown" and cell.source.startswith("### "):
            below = [c.source for c in takewhile(lambda c: c.cell_type == "code", found[number + 1 :])]
            named = re.findall(r"`(lab\.(?:replay|stage)\(\"[a-z-]+\"\))`", cell.source)
            assert [demo for demo in named if demo not in below] == [], cell.id


@EACH
def test_the_links_of_the_notebook_lead_somewhere(lang: str) -> None:
    folder = build_notebooks.notebook_path(NOTEBOOK[lang]).parent
    found = [link for cell in notebook_cells(lang) if cell.cell_type == "markdown" for link in links(cell.source)]
    assert found and [link for link in found if not (folder / link).exists()] == []


def test_the_notebook_is_written_as_in_taiwan_and_in_english() -> None:
    chinese = "".join(cell.source for cell in notebook_cells("zh-TW") if cell.cell_type == "markdown")
    english = "".join(cell.source for cell in notebook_cells("en") if cell.cell_type == "markdown")
    assert wording_problems(re.sub(r"\]\([^)]*\)", "]", chinese)) == []
    without_menus = re.sub(r"(`[A-Z][^`]*`) \([\u3400-\u9fff]+\)", r"\1", english)  # tests/test_menus.py looks at these
    assert re.findall(r"[\u3400-\u9fff]+", without_menus.replace("正體中文", "")) == []


@EACH
def test_a_translated_notebook_is_made_from_the_original_of_now(lang: str) -> None:
    if lang != build_notebooks.ORIGINAL:
        stamps = build_notebooks.stamps(NOTEBOOK[lang])
        wanted = {k: build_notebooks.stamp_of(v) for k, v in build_notebooks.prose(NOTEBOOK["zh-TW"]).items()}
        assert stamps == wanted
