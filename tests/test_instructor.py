"""The instructor's handbook: two languages in step, and its answers those of the course."""

from __future__ import annotations

import ast
import re
from itertools import pairwise
from pathlib import Path

import pytest

from helpers.course.demos import DEMOS
from helpers.course.exercises import EXERCISES
from helpers.course.quizzes import QUIZZES
from helpers.tools import build_notebooks
from tests.test_lessons import links, numbers_apart, wording_problems

HANDBOOKS = {lang: build_notebooks.ROOT / "lessons" / lang / "instructor.md" for lang in build_notebooks.LANGUAGES}
TEXT = {lang: path.read_text(encoding="utf-8") for lang, path in HANDBOOKS.items()}
EACH = pytest.mark.parametrize("lang", build_notebooks.LANGUAGES)
_CODE = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ROW = re.compile(r"^\| (.+) \|$", re.MULTILINE)


def rows(lang: str) -> list[list[str]]:
    return [match[1].split(" | ") for match in _ROW.finditer(TEXT[lang])]


def keyed(lang: str, keys: object) -> dict[str, list[str]]:
    """The rows that begin with one of these keys as code."""
    return {row[0].strip("`"): row[1:] for row in rows(lang) if row[0].strip("`") in list(keys)}  # type: ignore[call-overload]


def test_it_is_no_lesson() -> None:
    assert "instructor" not in {path.stem for path in build_notebooks.lessons()}


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
    sheet = next(part for part in re.split(r"^## ", TEXT[lang], flags=re.MULTILINE) if part.startswith(f"{minutes} "))
    spans = [tuple(map(int, span)) for span in re.findall(r"^\| (\d+)–(\d+) \|", sheet, re.MULTILINE)]
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
