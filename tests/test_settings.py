import copy
import os
import pickle
import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from helpers import settings
from helpers.paths import ROOT
from helpers.redaction import Secret, redact
from helpers.settings import LINE, NAMES, NEVER, Settings, may_have_token, read_settings
from helpers.stub.world.worlds import CLASSROOM
from helpers.text import LANGUAGES, texts
from tests.live.line import ME, SECRET, TOKEN


def env_file(folder: Path, *lines: str) -> Path:
    path = folder / ".env"
    path.write_text("\n".join(lines), encoding="utf-8", newline="\n")
    return path


def problem_of(**values: str) -> str | None:
    given = {"access_token": Secret(values.pop("token", TOKEN)), "channel_secret": Secret(values.pop("secret", SECRET))}
    found = Settings(**given, **values).problems()  # type: ignore[arg-type]
    return found[0].key if found else None


# A secret is never seen -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("show", [str, repr, "{}".format, "{:>40}".format, "{0!r} {0!s} {0!a}".format])
def test_a_secret_shows_itself_to_nobody(show: object) -> None:
    assert callable(show)
    assert TOKEN not in show(Secret(TOKEN))


def test_a_secret_has_no_attribute_that_holds_it() -> None:
    secret = Secret(TOKEN)
    assert TOKEN not in repr([getattr(secret, name) for name in secret.__slots__])
    assert not hasattr(secret, "__dict__")


def test_a_secret_is_never_pickled() -> None:
    with pytest.raises(TypeError, match="not to be written"):
        pickle.dumps(Secret(TOKEN))


@pytest.mark.parametrize("made", [copy.copy, copy.deepcopy])
def test_a_copied_secret_is_itself(made: object) -> None:
    secret = Secret(TOKEN)
    assert callable(made)
    assert made(secret) is secret


def test_secrets_are_compared_by_what_they_hide() -> None:
    assert Secret("a") == Secret("a")
    assert Secret("a") != Secret("b")
    assert Secret("a") != "a"


def test_an_empty_secret_is_none_at_all() -> None:
    assert not Secret("")
    assert Secret("x")


@pytest.mark.parametrize("form", ["{}", "Bearer {}", '{{"a":"{}"}}'])
def test_a_secret_is_hidden_in_a_text(form: str) -> None:
    assert redact(form.format(TOKEN), [Secret("x" * 9), Secret(TOKEN)]) == form.format("••••")


def test_a_secret_is_hidden_as_urls_and_json_write_it() -> None:
    assert redact("t=a%2Fb%3D c a\\/b=", [Secret("a/b=")]) == "t=•••• c ••••"


def test_an_empty_secret_hides_nothing() -> None:
    assert redact("abc", [Secret("")]) == "abc"


# Reading --------------------------------------------------------------------------------------------------------------


def test_env_is_read(tmp_path: Path) -> None:
    path = env_file(
        tmp_path, f"LINE_CHANNEL_ACCESS_TOKEN={TOKEN}", f"LINE_CHANNEL_SECRET={SECRET}", f"LINE_TEST_USER_ID={ME}"
    )
    found = read_settings(path, {})
    assert (found.access_token, found.channel_secret) == (Secret(TOKEN), Secret(SECRET))
    assert (found.test_user_id, found.api_base) == (ME, LINE)


def test_without_env_there_is_nothing(tmp_path: Path) -> None:
    assert read_settings(tmp_path / ".env", {}).filled == ()


def test_the_environment_comes_first(tmp_path: Path) -> None:
    path = env_file(tmp_path, "LINE_CHANNEL_SECRET=from-file")
    assert read_settings(path, {"LINE_CHANNEL_SECRET": SECRET}).channel_secret == Secret(SECRET)


def test_an_empty_variable_of_the_environment_does_not_count(tmp_path: Path) -> None:
    path = env_file(tmp_path, f"LINE_CHANNEL_SECRET={SECRET}")
    assert read_settings(path, {"LINE_CHANNEL_SECRET": ""}).channel_secret == Secret(SECRET)


def test_a_dollar_sign_is_taken_as_it_is(tmp_path: Path) -> None:
    path = env_file(tmp_path, "A=1", "LINE_CHANNEL_SECRET=x${A}y")
    assert read_settings(path, {}).channel_secret.reveal() == "x${A}y"


def test_a_byte_order_mark_does_not_hide_the_first_name(tmp_path: Path) -> None:
    path = env_file(tmp_path, f"\ufeffLINE_CHANNEL_ACCESS_TOKEN={TOKEN}")
    assert read_settings(path, {}).access_token == Secret(TOKEN)


def test_a_file_that_is_no_text_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"\xff\xfe\x00")
    assert [p.key for p in read_settings(tmp_path / ".env", {}).problems()] == ["not_text", "token_missing"]


@pytest.mark.parametrize("raw", ["A=1\n".encode("utf-16"), "# 中文\nA=1\n".encode("cp950"), b"\xff"])
def test_another_encoding_is_told(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / ".env").write_bytes(raw)
    assert read_settings(tmp_path / ".env", {}).problems()[0].key == "not_text"


@pytest.mark.parametrize("lines", [[f"LINE_CHANNEL_ACCESS_TOKEN={TOKEN[:80]}", TOKEN[80:]], [f'{NAMES[0]}="{TOKEN}']])
def test_a_token_that_cannot_be_read_whole_is_told(tmp_path: Path, lines: list[str]) -> None:
    assert read_settings(env_file(tmp_path, *lines), {}).problems()[0].key == "bad_line"


@pytest.mark.parametrize("form", ["{}", '"{}"', "'{}'", " {} ", "{} # mine", "{}\r"])
def test_a_value_may_stand_in_quotes_or_spaces(tmp_path: Path, form: str) -> None:
    found = read_settings(env_file(tmp_path, f"{NAMES[0]} = {form.format(TOKEN)}", f"{NAMES[2]}={ME}"), {})
    assert (found.access_token, found.test_user_id, found.problems()) == (Secret(TOKEN), ME, ())


def test_a_file_notepad_named_is_told(tmp_path: Path) -> None:
    env_file(tmp_path, f"LINE_CHANNEL_ACCESS_TOKEN={TOKEN}").rename(tmp_path / ".env.txt")
    found = read_settings(tmp_path / ".env", {})
    assert [(problem.name, problem.key) for problem in found.problems()] == [
        (".env", "misnamed"),
        (NAMES[0], "token_missing"),
    ]


def test_settings_show_names_and_no_values(tmp_path: Path) -> None:
    shown = repr(Settings(Secret(TOKEN), Secret(SECRET), ME))
    assert all(name in shown for name in NAMES)
    assert not any(value in shown for value in (TOKEN, SECRET, ME))


def test_reading_changes_no_environment(tmp_path: Path) -> None:
    before = dict(os.environ)
    read_settings(env_file(tmp_path, "SOME_NAME=1"), {})
    assert dict(os.environ) == before


# What cannot be right -------------------------------------------------------------------------------------------------


def test_what_is_right_has_no_problem() -> None:
    assert problem_of(test_user_id=ME) is None


@pytest.mark.parametrize(
    ("token", "key"),
    [
        ("", "token_missing"),
        (TOKEN[:50] + " " + TOKEN[50:], "token_form"),
        (f'"{TOKEN}"', "token_form"),
        (TOKEN + "。", "token_form"),
        (TOKEN + "\x7f", "token_form"),
        (CLASSROOM.access_token, "token_practice"),
        ("practice-" + "x" * 64, "token_practice"),
        ("Practice-token", "token_practice"),
    ],
)
def test_a_token_that_cannot_be_right_is_told(token: str, key: str) -> None:
    assert problem_of(token=token) == key


@pytest.mark.parametrize(("secret", "key"), [("a b", "secret_form"), (CLASSROOM.channel_secret, "secret_practice")])
def test_a_secret_that_cannot_be_right_is_told(secret: str, key: str) -> None:
    assert problem_of(secret=secret) == key


def test_a_missing_secret_is_no_problem_for_sending() -> None:
    assert problem_of(secret="") is None


@pytest.mark.parametrize("user", ["小美", "@anna", ME.upper(), ME[:-1], "C" + ME[1:]])
def test_what_is_no_user_id_is_told(user: str) -> None:
    assert problem_of(test_user_id=user) == "user_form"


@pytest.mark.parametrize(
    "url",
    [
        "https://api.line.me", "https://line.me", "https://api.line.me/", "https://api.line.me:443",
        "http://127.0.0.1:8000", "http://localhost:8000", "http://[::1]:8000", "https://127.0.0.1",
    ],
)  # fmt: skip
def test_a_token_may_go_to_line_and_to_this_computer(url: str) -> None:
    assert may_have_token(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://api.line.me", "https://api.line.me.evil.example", "https://evil-line.me", "https://xline.me",
        "https://api.line.me@evil.example", "https://evil.example\\@api.line.me", "https://evil.example/api.line.me",
        "https://api.line.me:8443", "https://api.line.me/v2", "https://api.line.me?x", "https://api.line.me#x",
        "ftp://api.line.me", "//api.line.me", "api.line.me", "", "https://", "http://0.0.0.0:80", "http://10.0.0.1",
        "http://127.0.0.1:0", "http://127.0.0.1:99999", "http://x.localhost", "https://ｌine.me", "https://[::1",
        "https://api.line.me ", "https://api\n.line.me", "https://line.me.", "http://127.0.0.1.evil.example",
    ],
)  # fmt: skip
def test_a_token_goes_nowhere_else(url: str) -> None:
    assert not may_have_token(url)
    assert problem_of(api_base=url) == "base_foreign"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_problem_is_explained(lang: str) -> None:
    source = (ROOT / "helpers" / "settings.py").read_text(encoding="utf-8")
    keys = set(re.findall(r'SettingsProblem\([\w.]+, "(\w+)"\)', source))
    assert len(keys) >= 8
    for key in keys:
        assert [part for part in ("title", "meaning", "todo") if not texts(lang).has(f"settings.{key}.{part}")] == []


def test_env_example_names_every_setting() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line and not line.startswith("#")] == [f"{name}=" for name in (*NAMES, NEVER)]


def test_settings_are_those_of_the_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = env_file(tmp_path, f"LINE_TEST_USER_ID={ME}")
    monkeypatch.setattr(settings, "here", lambda: SimpleNamespace(env_file=file))
    assert read_settings(environ={}).test_user_id == ME
