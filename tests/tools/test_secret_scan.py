import io
import json
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from helpers.paths import ROOT
from helpers.redaction import Secret
from helpers.settings import Settings
from helpers.stub.world.ids import Ids
from helpers.text import LANGUAGES, texts
from helpers.tools.secret_scan import (
    check_file,
    clean,
    is_practice_id,
    live_marks,
    main,
    offences,
    unescaped,
    without_outputs,
)
from tests.live.line import SECRET, TOKEN

# Put together here, so that this file passes its own test.
REAL_ID = "U" + "4af4980629" + "b1d7c3f05e" + "9a6b2c8d71e3"
PICTURE = "https://profile.line-" + "scdn.net/0hAbCdEfGh12345678"
NAME = "display" + "Name"
MINE = Settings(Secret(TOKEN), Secret(SECRET), REAL_ID)


# What is found --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "offence"),
    [
        (TOKEN, "long-lived channel access token"),
        (f'"{TOKEN}"', "long-lived channel access token"),
        (f"LINE_CHANNEL_ACCESS_TOKEN={TOKEN}", "long-lived channel access token"),
        (f"權杖是{TOKEN}，", "long-lived channel access token"),
        (quote(TOKEN, safe=""), "long-lived channel access token"),
        (json.dumps(f"a\n{TOKEN}\n"), "long-lived channel access token"),
        (f"LINE_CHANNEL_SECRET={SECRET}", "channel secret"),
        (f"channelSecret: '{SECRET}'", "channel secret"),
        (f'channel_secret: str = "{SECRET}"', "channel secret"),
        (f'WebhookParser("{SECRET}")', "channel secret"),
        (f"Channel secret: {SECRET}", "channel secret"),
        (REAL_ID, f"id {REAL_ID}"),
        (f"https://api.line.me/v2/bot/profile/{REAL_ID}", f"id {REAL_ID}"),
        (f"/v2/bot/group/C{REAL_ID[1:]}/members/count", f"id C{REAL_ID[1:]}"),
        (f"使用者{REAL_ID}是我", f"id {REAL_ID}"),
        (json.dumps(f"a\n{REAL_ID}\tb"), f"id {REAL_ID}"),
        (f"%2F{REAL_ID}%3D", f"id {REAL_ID}"),
        (f"to='{REAL_ID}'", f"id {REAL_ID}"),
        ("C" + REAL_ID[1:], f"id C{REAL_ID[1:]}"),
        (f'{{"{NAME}": "Anna"}}', "display name"),
        (f'"{NAME}":"王小明"', "display name"),
        ("UserProfileResponse(display_" + "name='Anna')", "display name"),
        ("profile.display_" + "name == 'Anna'", "display name"),
        (f"profile['{NAME}'] = 'Anna'", "display name"),
        (f'"{NAME}": "🌻"', "display name"),
        (f'\\"{NAME}\\": \\"Anna\\"', "display name"),
        (f"&quot;{NAME}&quot;: &quot;Anna&quot;", "display name"),
        (f'\\"{NAME}\\": \\"\\u738b\\u5c0f\\u660e\\"', "display name"),
        (PICTURE, "picture address"),
        (PICTURE.replace("/", "\\/"), "picture address"),
        (quote(PICTURE, safe=""), "picture address"),
        ("http://obs.line-" + "apps.com/0hAbCdEfGh12345678", "picture address"),
    ],
)
def test_what_must_not_be_kept_is_found(content: str, offence: str) -> None:
    assert offences(content) == [offence]


@pytest.mark.parametrize(
    "content",
    [
        f'{{"{NAME}": "小美"}}',
        f'"{NAME}": "Mei"',
        f'"{NAME}": "陳怡君#12"',
        f'"{NAME}": "課堂小幫手"',
        f'"{NAME}": "{{name}}"',
        f'"{NAME}": "…"',
        '"display_' + 'name": "Python 3 (ipykernel)"',
        f"{NAME} is what people call themselves",
        "profile.line-" + "scdn.net",
        Ids().user(7),
        TOKEN[:100],
        f'"image/png": "{TOKEN[:-1] * 3}="',
        f"data:image/png;base64,{TOKEN}",
        f'"{NAME}": "••••"',
    ],
)
def test_what_belongs_to_the_course_is_left_alone(content: str) -> None:
    assert offences(content) == []


@pytest.mark.parametrize(
    ("content", "offence"),
    [
        (f"x{SECRET}y", "a value of your .env"),
        (TOKEN.replace("/", "\\/"), "a value of your .env"),
        (f"abc{REAL_ID}", "your LINE_TEST_USER_ID"),
    ],
)
def test_what_env_says_is_found_whatever_it_looks_like(content: str, offence: str) -> None:
    assert offence in offences(content, MINE)
    assert offence not in offences(content)


def test_an_empty_env_finds_nothing() -> None:
    assert offences("anything at all", Settings()) == []


def test_a_practice_id_in_env_is_no_offence() -> None:
    assert offences(Ids().user(3), Settings(test_user_id=Ids().user(3))) == []


@pytest.mark.parametrize(
    "name", [Ids().user(3), Ids().bot(), Ids().chat("room", 2), "U" + "0" * 31 + "1", "U" + "0123456789abcdef" * 2]
)
def test_practice_ids_are_known(name: str) -> None:
    assert is_practice_id(name)


def test_a_real_id_is_none_of_them() -> None:
    assert not is_practice_id(REAL_ID)


@pytest.mark.parametrize(
    "content",
    ['data-mode="live"', 'data-mode=\\"live\\"', "data-mode=&quot;live&quot;", "Bearer live-proxy-abcdefgh12"],
)
def test_what_was_shown_live_is_known(content: str) -> None:
    assert live_marks(content)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", ["go_live.repr", "go_live.repr_open", "live.lab.repr"])
def test_a_door_and_a_live_lab_are_known_by_their_sentences(lang: str, key: str) -> None:
    words = texts(lang)(key, count=3)
    assert len(words) <= 110  # ipywidgets cuts what is longer
    assert live_marks(words)
    assert live_marks(json.dumps(words))


def test_practice_is_not_taken_for_live() -> None:
    assert not live_marks('data-mode="practice" <b>live</b> lab.go_live()')


def test_escapes_of_json_and_html_are_undone() -> None:
    assert unescaped(r"\"a\" \u5c0f &lt;b&gt; \\\"c\\\" \/") == '"a" 小 <b> "c" /'


# Files ----------------------------------------------------------------------------------------------------------------


def notebook(*outputs: Any, source: str = "lab.last", **metadata: Any) -> str:
    cells = [
        {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# 你好"},
        {
            "cell_type": "code",
            "id": "b",
            "metadata": {},
            "source": source,
            "execution_count": 3,
            "outputs": list(outputs),
        },
    ]
    data = {"cells": cells, "metadata": {"kernelspec": {}, **metadata}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def shown(html: str) -> dict[str, Any]:
    return {"output_type": "display_data", "metadata": {}, "data": {"text/html": html, "text/plain": "card"}}


LIVE = shown('<div class="lab" data-mode="live">Anna</div>')
PRACTICE = shown('<div class="lab">小美</div>')


def save(folder: Path, text: str, name: str = "a.ipynb") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def test_a_notebook_that_was_used_live_is_refused(tmp_path: Path) -> None:
    assert check_file(save(tmp_path, notebook(LIVE))) == ["outputs of live mode"]


def test_a_lesson_that_speaks_of_live_mode_is_not(tmp_path: Path) -> None:
    assert check_file(save(tmp_path, 'data-mode="live"', "a.md")) == []
    assert check_file(save(tmp_path, notebook(PRACTICE, source="lab.go_live()"))) == []


def test_env_itself_is_refused(tmp_path: Path) -> None:
    assert check_file(save(tmp_path, "", ".env")) != []
    assert check_file(save(tmp_path, "", ".env.example")) == []


@pytest.mark.parametrize("raw", [b"\x89PNG\0" + REAL_ID.encode(), f"\ufeff{REAL_ID}".encode("utf-16-le")])
def test_pictures_and_what_windows_writes_are_looked_into(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "a.png").write_bytes(raw)
    assert check_file(tmp_path / "a.png") == [f"id {REAL_ID}"]


def test_bytes_that_say_nothing_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(bytes(range(256)) * 40)
    assert check_file(tmp_path / "a.png") == []


def test_the_web_page_of_a_live_notebook_is_refused(tmp_path: Path) -> None:
    assert check_file(save(tmp_path, '<div data-mode="live">Anna</div>', "a.html")) == ["outputs of live mode"]


def test_a_notebook_that_went_live_in_its_code_keeps_no_output(tmp_path: Path) -> None:
    anna = {"output_type": "stream", "name": "stdout", "text": "Anna"}
    path = save(tmp_path, notebook(anna, source='panel = lab.go_live("@abc")'))
    assert check_file(path) == ["outputs of live mode"]
    assert clean(path)
    assert check_file(path) == []


def test_a_notebook_that_cannot_be_written_stays_as_it_is(tmp_path: Path) -> None:
    path = save(tmp_path, notebook(LIVE).replace("你好", "\\ud83d"))
    before = path.read_bytes()
    assert not clean(path)
    assert path.read_bytes() == before


def test_cleaning_empties_every_output_of_a_live_notebook(tmp_path: Path) -> None:
    path = save(tmp_path, notebook(LIVE, PRACTICE, widgets={"state": {}}))
    assert clean(path)
    data = json.loads(path.read_text(encoding="utf-8"))
    assert [cell.get("outputs", []) for cell in data["cells"]] == [[], []]
    assert data["cells"][1]["execution_count"] is None
    assert data["metadata"] == {"kernelspec": {}}
    assert "你好" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "output", [shown(PICTURE), shown(REAL_ID), {"output_type": "stream", "name": "stdout", "text": f'"{NAME}": "Anna"'}]
)
def test_cleaning_empties_a_notebook_that_holds_what_it_must_not(tmp_path: Path, output: Any) -> None:
    path = save(tmp_path, notebook(output))
    assert clean(path)
    assert check_file(path) == []


def test_cleaning_leaves_a_practice_notebook_alone_to_the_byte(tmp_path: Path) -> None:
    text = notebook(PRACTICE).replace(" ", "  ")
    path = save(tmp_path, text)
    assert not clean(path)
    assert path.read_text(encoding="utf-8") == text


def test_what_stands_in_the_code_is_left_to_a_person(tmp_path: Path) -> None:
    path = save(tmp_path, notebook(LIVE, source=f"to = '{REAL_ID}'"))
    assert clean(path)
    assert check_file(path) == [f"id {REAL_ID}"]
    assert not clean(path)


@pytest.mark.parametrize("text", ["{{{}", '["{}"]', '"{}"', '{{"cells":["{}"]}}'])
def test_what_is_no_notebook_is_left_to_a_person(tmp_path: Path, text: str) -> None:
    path = save(tmp_path, text.format(REAL_ID))
    assert not clean(path)
    assert check_file(path) == [f"id {REAL_ID}"]


def test_an_emptied_notebook_is_still_one() -> None:
    data = json.loads(notebook(LIVE))
    assert set(without_outputs(data)) == set(data)


# The command ----------------------------------------------------------------------------------------------------------


def test_the_command_says_where_and_not_what(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = save(tmp_path, f"{REAL_ID} {TOKEN}", "b.txt")
    assert main([str(path)], tmp_path) == 1
    said = capsys.readouterr().out
    assert "b.txt" in said
    assert not any(hidden in said for hidden in (REAL_ID, TOKEN))


def test_the_command_names_the_folder_too_when_it_is_given_a_relative_path(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    save(tmp_path, REAL_ID, "deep/b.txt")
    monkeypatch.chdir(tmp_path)
    assert main(["deep/b.txt"], tmp_path) == 1
    assert "found    deep/b.txt: " in capsys.readouterr().out


def test_a_console_of_windows_takes_any_file_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(said, encoding="cp1252"))
    (tmp_path / "小美.txt").write_text(REAL_ID, encoding="utf-8", newline="\n")
    assert main([str(tmp_path / "小美.txt")], tmp_path) == 1
    assert "小美.txt" in said.getvalue().decode("utf-8")


def test_the_command_is_quiet_when_all_is_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(save(tmp_path, notebook(PRACTICE)))], tmp_path) == 0
    assert capsys.readouterr().out == ""


def test_the_command_uses_the_env_of_the_project(tmp_path: Path) -> None:
    save(tmp_path, f"LINE_CHANNEL_SECRET={SECRET}", ".env")
    assert main([str(save(tmp_path, f"x{SECRET}", "c.txt"))], tmp_path) == 1


@pytest.mark.parametrize(
    "where", ["work/zh-TW/a.ipynb", "notebooks/en/a.ipynb", "work/.ipynb_checkpoints/a-checkpoint.ipynb"]
)
def test_clean_live_empties_all_notebooks_and_the_copies_of_jupyter(tmp_path: Path, where: str) -> None:
    path = save(tmp_path, notebook(LIVE), where)
    assert main(["--clean"], tmp_path) == 0
    assert not live_marks(path.read_text(encoding="utf-8"))


def test_clean_live_empties_a_notebook_wherever_it_is(tmp_path: Path) -> None:
    path = save(tmp_path, notebook(LIVE), "Untitled.ipynb")
    assert main(["--clean"], tmp_path) == 0
    assert not live_marks(path.read_text(encoding="utf-8"))


def test_a_file_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([str(tmp_path / "nowhere.txt")], tmp_path)
    assert "there is no file" in capsys.readouterr().err


def test_clean_live_fails_while_something_is_left(tmp_path: Path) -> None:
    save(tmp_path, notebook(LIVE, source=f"to = '{REAL_ID}'"), "work/a.ipynb")
    assert main(["--clean"], tmp_path) == 1


def test_the_hook_is_given_every_file_not_only_texts() -> None:
    config = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    [hook] = [one for one in config.split("- id: ") if one.startswith("hygiene\n")]
    assert "entry: python -m helpers.tools.secret_scan\n" in hook
    assert "types" not in hook
    assert "files:" not in hook
