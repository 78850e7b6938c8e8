"""Lessons become notebooks: on small lessons made here."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from helpers.tools import build_notebooks

PROSE = '<!-- #region key="title" -->\n# 標題\n\n[下一課](02_push.md)\n<!-- #endregion -->\n'
CODE = '\n```python key="setup"\nfolder = __import__("pathlib").Path.cwd().name\nfolder\n```\n'
WIDGET = '\n```python key="panel"\nfrom ipywidgets import Text\nText("好")\n```\n'
HERE = '\n```python key="here" tags=["nbval-ignore-output"]\n__import__("sys").executable\n```\n'
SHOWN = (
    '\n```python key="shown"\nfrom IPython.display import display\n'
    'display({"text/plain": "shown"}, raw=True, metadata={"text/plain": {"width": 640}})\nprint("printed")\n```\n'
)
LEFT = '\n```python key="left" tags=["nbval-skip"]\n__import__("pathlib").Path("touched").touch()\n```\n'


def write(root: Path, text: str, language: str = "zh-TW", name: str = "01_reply") -> Path:
    path = root / "lessons" / language / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def problem(text: str) -> str:
    with pytest.raises(build_notebooks.LessonError) as caught:
        build_notebooks.parse_lesson(text, Path("01_reply.md"))
    return str(caught.value)


# Reading ---------------------------------------------------------------------


def test_cell_ids_are_our_keys_and_no_metadata_is_left() -> None:
    cells = build_notebooks.parse_lesson(PROSE + CODE + HERE, Path("x.md")).cells
    assert [(cell.id, cell.cell_type, dict(cell.metadata)) for cell in cells] == [
        ("title", "markdown", {}),
        ("setup", "code", {}),
        ("here", "code", {"tags": ["nbval-ignore-output"]}),
    ]


def test_english_stamp_does_not_reach_the_notebook() -> None:
    text = PROSE.replace('key="title"', 'key="title" zh="12345678"')
    assert build_notebooks.parse_lesson(text, Path("x.md")).cells[0].metadata == {}


def test_links_between_lessons_lead_to_notebooks() -> None:
    text = PROSE.replace("(02_push.md)", "(../en/01_reply.md#who) [x](README.md)")
    assert (
        "(../en/01_reply.ipynb#who) [x](README.md)" in build_notebooks.parse_lesson(text, Path("x.md")).cells[0].source
    )


AROUND = '<!-- #region key="around" -->\n| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |\n<!-- #endregion -->\n'
LINK = {"address": "https://example.com/6", "zh-TW": ["前", "事件", "L5"], "en": ["before", "events", "L5"]}


@pytest.mark.parametrize(("language", "row"), [("zh-TW", "| 前 | 事件 |"), ("en", "| before | events |")])
def test_lessons_elsewhere_are_rows_of_their_table_if_they_have_an_address(
    tmp_path: Path, language: str, row: str
) -> None:
    lesson = write(tmp_path, AROUND, language, "00_start")
    assert build_notebooks.read_lesson(lesson).cells[0].source.endswith("| 1 | 2 | 3 |")
    links = tmp_path / "lessons" / "around.json"
    links.write_text(json.dumps([LINK, LINK | {"address": ""}]), encoding="utf-8", newline="\n")
    assert build_notebooks.read_lesson(lesson).cells[0].source.endswith(f"| 3 |\n{row} [L5](https://example.com/6) |")


@pytest.mark.parametrize("wrong", ["{", "[{}]", '[{"address": "https://example.com"}]'])
def test_a_list_of_lessons_elsewhere_that_cannot_be_read_is_told(tmp_path: Path, wrong: str) -> None:
    lesson = write(tmp_path, AROUND, name="00_start")
    (tmp_path / "lessons" / "around.json").write_text(wrong, encoding="utf-8", newline="\n")
    with pytest.raises(build_notebooks.LessonError, match=r"around\.json.*To do: give each link"):
        build_notebooks.read_lesson(lesson)


def test_a_fence_inside_prose_stays_prose() -> None:
    text = '<!-- #region key="map" -->\n```mermaid\ngraph LR\n```\n\n```python\nx = 1\n```\n<!-- #endregion -->\n'
    assert len(build_notebooks.parse_lesson(text, Path("x.md")).cells) == 1


def test_blank_lines_between_sections_are_nothing() -> None:
    assert [
        cell.id
        for cell in build_notebooks.parse_lesson("\n\n" + PROSE + "\n\n\n\n" + CODE + "\n\n", Path("x.md")).cells
    ] == [
        "title",
        "setup",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (PROSE + "\n```python\nx = 1\n```\n", ["line 7", "has no key"]),
        (PROSE + "\n```python\n\n```\n", ["line 7", "has no key"]),
        (PROSE + CODE + CODE, ["line 12", "'setup'", "already stands in line 7"]),
        (PROSE + '\n```python key="Setup 1"\nx = 1\n```\n', ["line 7", "'Setup 1' is not usable"]),
        (PROSE + '\n```python key="none"\n\n```\n', ["line 7", "'none'", "is empty"]),
        ('<!-- #region key="none" -->\n<!-- #endregion -->\n', ["line 1", "'none'", "is empty"]),
        (PROSE + "\nHello\n", ["line 7", "outside every section"]),
        (PROSE + "\n```bash\nls\n```\n", ["line 7", "outside every section"]),
        (PROSE.replace("<!-- #endregion -->\n", "") + PROSE, ["line 1", "not closed", "before line 5"]),
        (PROSE + CODE.removesuffix("```\n"), ["line 7", "not closed"]),
        (PROSE + CODE.removesuffix("```\n") + PROSE, ["line 7", "not closed", "before line 10"]),
    ],
)
def test_a_lesson_that_cannot_be_built_says_where_and_what_to_do(text: str, words: list[str]) -> None:
    said = problem(text)
    assert all(word in said for word in ["01_reply.md", *words, "To do: "]), said


# Building --------------------------------------------------------------------


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str, Path]:
    root = tmp_path_factory.mktemp("course")
    lesson = write(root, PROSE + CODE + WIDGET + HERE + LEFT + SHOWN)
    return build_notebooks.build(lesson), build_notebooks.build(lesson), root


def cells_of(text: str) -> dict[str, dict[str, Any]]:
    return {cell["id"]: cell for cell in json.loads(text)["cells"]}


@pytest.mark.slow
def test_building_twice_gives_the_same_bytes(built: tuple[str, str, Path]) -> None:
    assert built[0] == built[1]


def test_cells_run_in_the_folder_of_the_notebook(built: tuple[str, str, Path]) -> None:
    cell = cells_of(built[0])["setup"]
    assert cell["execution_count"] == 1
    assert "'zh-TW'" in str(cell["outputs"])


def test_no_widget_state_or_timing_is_stored(built: tuple[str, str, Path]) -> None:
    notebook = json.loads(built[0])
    assert set(notebook["metadata"]) == {"kernelspec", "language_info"}
    assert "widget-view" not in built[0]
    assert all(set(cell["metadata"]) <= {"tags"} for cell in notebook["cells"])


def test_outputs_keep_what_they_show_and_lose_their_metadata(built: tuple[str, str, Path]) -> None:
    shown, printed = cells_of(built[0])["shown"]["outputs"]
    assert shown == {"output_type": "display_data", "data": {"text/plain": ["shown"]}, "metadata": {}}
    assert printed == {"output_type": "stream", "name": "stdout", "text": ["printed\n"]}  # a stream has no metadata


def test_a_cell_that_shows_this_computer_is_run_but_not_stored(built: tuple[str, str, Path]) -> None:
    cell = cells_of(built[0])["here"]
    assert (cell["execution_count"], cell["outputs"]) == (3, [])


def test_a_cell_that_changes_the_disk_is_not_run(built: tuple[str, str, Path]) -> None:
    assert cells_of(built[0])["left"]["execution_count"] is None
    assert not list(built[2].rglob("touched"))


def test_a_failing_cell_leaves_the_old_notebook_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lesson = write(tmp_path, CODE + '\n```python key="boom"\n1 / 0\n```\n')
    old = build_notebooks.notebook_path(lesson)
    old.parent.mkdir(parents=True)
    old.write_text("old", encoding="utf-8", newline="\n")
    assert build_notebooks.main([], tmp_path) == 1
    assert old.read_text(encoding="utf-8") == "old"
    said = capsys.readouterr().out
    assert "01_reply.ipynb" in said and "'boom'" in said and "ZeroDivisionError" in said
    assert len(said.splitlines()) == 1


def test_check_writes_nothing_and_says_what_differs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lesson = write(tmp_path, PROSE)
    build_notebooks.notebook_path(lesson).parent.mkdir(parents=True)
    monkeypatch.setattr(build_notebooks, "build", lambda path: "new\n")
    assert build_notebooks.main(["--check"], tmp_path) == 1
    assert "01_reply.ipynb" in capsys.readouterr().out
    assert not build_notebooks.notebook_path(lesson).exists()
    assert build_notebooks.main([], tmp_path) == 0
    assert build_notebooks.notebook_path(lesson).read_bytes() == b"new\n"
    assert build_notebooks.main(["--check"], tmp_path) == 0


def test_an_unknown_name_lists_the_known_ones(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, PROSE)
    assert build_notebooks.main(["09_none"], tmp_path) == 1
    assert "'09_none'" in (said := capsys.readouterr().out) and "01_reply" in said


# Two languages in step -------------------------------------------------------


def english(root: Path, stamp: str = "") -> Path:
    mark = f' zh="{stamp}"' if stamp else ""
    return write(root, f'<!-- #region key="title"{mark} -->\n# Title\n<!-- #endregion -->\n', "en")


def test_stamping_marks_each_section_with_the_chinese_of_now(tmp_path: Path) -> None:
    chinese, translated = write(tmp_path, PROSE), english(tmp_path)
    assert build_notebooks.stamps(translated) == {"title": ""}
    assert build_notebooks.main(["--stamp"], tmp_path) == 0
    assert build_notebooks.stamps(translated) == {
        "title": build_notebooks.stamp_of(build_notebooks.prose(chinese)["title"])
    }


def test_stamping_leaves_the_chinese_and_the_rest_of_the_english_alone(tmp_path: Path) -> None:
    chinese, translated = write(tmp_path, PROSE), english(tmp_path, "old")
    build_notebooks.main(["--stamp"], tmp_path)
    assert chinese.read_text(encoding="utf-8") == PROSE
    stamp = build_notebooks.stamps(translated)["title"]
    assert translated.read_text(encoding="utf-8").replace(stamp, "old") == english(tmp_path, "old").read_text(
        encoding="utf-8"
    )


def test_the_diff_starts_from_the_chinese_the_english_was_made_from(tmp_path: Path) -> None:
    chinese = write(tmp_path, PROSE)
    translated = english(tmp_path, build_notebooks.stamp_of(build_notebooks.prose(chinese)["title"]))
    who = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"]
    for command in (["init", "-q"], ["add", "."], [*who, "commit", "-q", "--no-verify", "-m", "x"]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True, capture_output=True)
    write(tmp_path, PROSE.replace("標題", "新標題"))
    changed = [line for line in build_notebooks.original_diff(translated, "title").splitlines() if line[0] in "+-"]
    assert changed[2:] == ["-# 標題", "+# 新標題"]


def test_without_git_the_diff_is_the_whole_section(tmp_path: Path) -> None:
    write(tmp_path, PROSE)
    assert "+# 標題" in build_notebooks.original_diff(english(tmp_path), "title")
