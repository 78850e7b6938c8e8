import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from helpers import settings
from helpers.errors import LabError
from helpers.lab import Lab, open_lab
from helpers.live.account import Account, look, safe_picture
from helpers.live.estimates import Counter, Followers, Quota
from helpers.live.line_client import NoReply, Result
from helpers.live.refusal import CI_NAMES, TEST_NAMES, VOILA, refuse, why_never
from helpers.paths import ROOT, find_place
from helpers.redaction import Secret
from helpers.settings import NEVER
from helpers.stub.world.clock import START
from helpers.stub.world.worlds import CLASSROOM
from helpers.text import LANGUAGES, texts
from helpers.tools import build_notebooks
from tests.live.lab import BASIC_ID, allowed, configure, hurry, line
from tests.live.line import ME, SECRET, TOKEN, ScriptedLine, ok, refused
from tests.live.test_line_client import Wire

EN = texts("en")
COMPUTER = find_place({}, platform="linux")
INFO = ok({"displayName": "課堂小幫手", "basicId": BASIC_ID, "premiumId": "@lesson"})


# Who may not go through -----------------------------------------------------------------------------------------------


def test_nothing_keeps_a_person_from_going_live() -> None:
    assert why_never({}, COMPUTER) is None
    assert why_never({"CI": "false", NEVER: "0", "GITHUB_ACTIONS": ""}, COMPUTER) is None


@pytest.mark.parametrize("name", CI_NAMES)
@pytest.mark.parametrize("value", ["true", "1", "yes", "http://ci.example"])
def test_ci_never_goes_live(name: str, value: str) -> None:
    assert why_never({name: value}, COMPUTER) == "never_ci"


@pytest.mark.parametrize("value", ["1", "true", "yes", "anything"])
def test_a_locked_door_stays_shut(value: str) -> None:
    assert why_never({NEVER: value}, COMPUTER) == "never_live"


@pytest.mark.parametrize("name", TEST_NAMES)
def test_what_pytest_starts_never_goes_live(name: str) -> None:
    assert why_never({name: "x"}, COMPUTER) == "never_tests"


def test_a_page_never_goes_live_for_its_visitors() -> None:
    assert why_never({VOILA: "/"}, COMPUTER) == "never_voila"


def test_python_in_the_browser_never_goes_live() -> None:
    assert why_never({}, find_place({}, platform="emscripten")) == "never_browser"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_refusal_is_explained(lang: str) -> None:
    refusals = ("live", "ci", "tests", "voila", "browser")
    for key in (*(f"never_{why}" for why in refusals), "wrong_name", "no_line", "token_refused"):
        with pytest.raises(LabError):
            raise LabError(texts(lang), f"live.{key}")


@pytest.fixture
def somebody(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Somebody who counts who comes; `.env` says that it is LINE."""
    wire = Wire(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
    configure(monkeypatch, f"http://127.0.0.1:{wire.port}")
    yield wire
    wire.close()


@pytest.mark.parametrize("name", [*CI_NAMES, *TEST_NAMES, NEVER])
def test_ci_cannot_go_live_and_asks_nobody(name: str, somebody: Wire) -> None:
    with open_lab(lang="en") as lab, allowed(**{name: "true"}):
        with pytest.raises(LabError, match=r"CI does not|Tests do not|locked"):
            lab.go_live(BASIC_ID)
        assert (lab.mode, lab.live, somebody.got) == ("practice", None, [])


@pytest.mark.parametrize("value", ["1", " yes "])
def test_a_lock_in_dot_env_holds_and_asks_nobody(
    value: str, somebody: Wire, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / ".env"
    file.write_text(f"{NEVER}={value}\n", encoding="utf-8", newline="\n")
    monkeypatch.setattr(settings, "ENV_FILE", file)
    with open_lab(lang="en") as lab, allowed():
        with pytest.raises(LabError, match="locked"):
            lab.go_live(BASIC_ID)
        assert (lab.mode, somebody.got) == ("practice", [])


def test_this_very_test_run_cannot_go_live(somebody: Wire) -> None:
    with open_lab(lang="en") as lab, pytest.raises(LabError):
        lab.go_live(BASIC_ID)
    assert somebody.got == []


_TRY = """
from helpers import open_lab
from helpers.errors import LabError
lab = open_lab(lang="en")
try:
    lab.go_live("@000abcde")
except LabError as error:
    print(error.key, lab.mode)
else:
    print("LIVE")
"""


#: Without the line it prints, which is in another language elsewhere.
_QUIETLY = "from helpers.lab import Lab\nlab = Lab('class', 'inproc', 'en')"


def environment(**more: str) -> dict[str, str]:
    """The environment of a program that pytest did not start."""
    ours = {name: value for name, value in os.environ.items() if name not in (NEVER, *CI_NAMES, *TEST_NAMES)}
    return {**ours, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **more}


def test_a_program_in_ci_cannot_go_live(somebody: Wire) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _TRY],
        env=environment(CI="true"),
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "live.never_ci practice"
    assert somebody.got == []


def test_the_same_program_outside_ci_gets_to_the_account(somebody: Wire) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _TRY], env=environment(), cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.splitlines()[-1] == "live.line_refused practice"
    assert somebody.got


def test_a_notebook_that_nbval_runs_cannot_go_live(somebody: Wire, tmp_path: Path) -> None:
    output = {"output_type": "stream", "name": "stdout", "text": "live.never_tests practice\n"}
    cell = {
        "cell_type": "code", "id": "a", "metadata": {}, "execution_count": 1, "outputs": [output],
        "source": _TRY.replace('lab = open_lab(lang="en")', _QUIETLY),
    }  # fmt: skip
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    notebook = {"cells": [cell], "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    (tmp_path / "a.ipynb").write_text(json.dumps(notebook), encoding="utf-8", newline="\n")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "--nbval",
        "--nbval-current-env",
        "a.ipynb",
    ]
    done = subprocess.run(command, env=environment(), cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert "1 passed" in done.stdout, done.stdout
    assert somebody.got == []


def test_what_runs_notebooks_by_itself_locks_the_door() -> None:
    assert build_notebooks._environment()[NEVER] == "1"
    assert os.environ[NEVER] == "1"  # conftest.py
    locked = next(
        line for line in (ROOT / "Makefile").read_text(encoding="utf-8").splitlines() if f"export {NEVER}" in line
    )
    assert {"unit", "nbval", "notebooks"} <= set(locked.partition(":")[0].split())


# What `.env` must say -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({settings.TOKEN: CLASSROOM.access_token}, "settings.token_practice"),
        ({settings.TOKEN: "practice-" + "x" * 60}, "settings.token_practice"),
        ({settings.TOKEN: ""}, "settings.token_missing"),
        ({settings.BASE_URL: "https://evil.example"}, "settings.base_foreign"),
        ({settings.USER: "小美"}, "settings.user_form"),
    ],
)
def test_settings_that_cannot_be_right_stay_outside(
    values: dict[str, str], key: str, somebody: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    with open_lab(lang="en") as lab, allowed(), pytest.raises(LabError) as caught:
        lab.go_live(BASIC_ID)
    assert (caught.value.key, somebody.got) == (key, [])


def test_a_refusal_looks_at_settings_after_the_place() -> None:
    with pytest.raises(LabError) as caught:
        refuse(EN, {"CI": "1"}, settings.Settings())
    assert caught.value.key == "live.never_ci"


# Whose account it is --------------------------------------------------------------------------------------------------


def account(**answers: list[Result]) -> Account:
    script = {"/v2/bot/info": [INFO], **answers}
    return look(ScriptedLine(script), Secret(TOKEN), Counter(lambda: START), EN)  # type: ignore[arg-type]


def test_the_account_is_what_line_says() -> None:
    found = account(
        **{
            "/v2/bot/message/quota": [ok({"type": "limited", "value": 200})],
            "/v2/bot/message/quota/consumption": [ok({"totalUsage": 150})],
            "/v2/bot/insight/followers": [ok({"status": "ready", "followers": 40, "targetedReaches": 30, "blocks": 3})],
        }
    )
    assert (found.name, found.basic_id, found.quota) == ("課堂小幫手", BASIC_ID, Quota(200, 150))
    assert found.followers == Followers("20261101", 37, 30)


def test_what_line_does_not_tell_is_not_known() -> None:
    found = account(**{"/v2/bot/message/quota": [refused(500, "")], "/v2/bot/insight/followers": [refused(403, "")]})
    assert (found.quota.left, found.followers.friends, found.picture_url) == (None, None, "")


@pytest.mark.parametrize(
    ("answer", "key"),
    [
        (
            refused(401, "Authentication failed. Confirm that the access token in the authorization header is valid."),
            "token_refused",
        ),
        (refused(401, "Authentication failed due to the following reason: The access token expired."), "token_expired"),
        (refused(500, ""), "line_refused"),
        (ok({}), "line_refused"),
        (NoReply(False, "unreachable"), "no_line"),
    ],
)
def test_without_an_account_the_door_stays_shut(answer: Result, key: str) -> None:
    with pytest.raises(LabError) as caught:
        account(**{"/v2/bot/info": [answer]})
    assert caught.value.key == f"live.{key}"


@pytest.mark.parametrize("typed", [BASIC_ID, "000abcde", " @000ABCDE ", "@lesson", "LESSON", "＠０００ａｂｃｄｅ"])
def test_the_account_is_called_by_its_ids(typed: str) -> None:
    assert account().is_called(typed)


@pytest.mark.parametrize("typed", ["", "@", "yes", "課堂小幫手", "@000abcd", "@000abcdef"])
def test_anything_else_is_not_its_name(typed: str) -> None:
    assert not account().is_called(typed)


def test_an_account_shows_no_name_when_printed() -> None:
    assert "課堂小幫手" not in repr(account())


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://profile.line-" + "scdn.net/abc", True),
        ("https://obs.line.me/x", True),
        ("http://profile.line-" + "scdn.net/abc", False),
        ("https://evil.example/x.png", False),
        ("https://evilline-" + "scdn.net/x", False),
        ("https://profile.line-" + "scdn.net@evil.example/x", False),
        ("javascript:alert(1)", False),
        ("https://[::1", False),
        (None, False),
    ],
)
def test_only_pictures_of_lines_own_are_shown(url: Any, shown: bool) -> None:
    assert safe_picture(url) == (url if shown else "")


# Through it -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def platform() -> Any:
    with line() as started:
        yield started


@pytest.fixture
def lab(platform: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    configure(monkeypatch, platform.url)
    hurry(monkeypatch)
    with open_lab(lang="en") as lab:
        yield lab


def test_the_door_opens_to_who_types_the_name(lab: Lab) -> None:
    with allowed():
        door: Any = lab.go_live()
        assert (door.opened, lab.mode) == (False, "practice")
        door.confirm.value = BASIC_ID
        door.open_button.click()
    assert (door.opened, lab.mode) == (True, "live")
    assert "live mode now" in door.message


@pytest.mark.parametrize("typed", ["", "yes", "@wrong"])
def test_the_door_stays_shut_for_another_name(lab: Lab, typed: str) -> None:
    with allowed():
        door: Any = lab.go_live()
        door.confirm.value = typed
        door.open_button.click()
    assert (door.opened, lab.mode) == (False, "practice")
    assert "not this account's basic ID" in door.message


def test_in_code_another_name_is_an_error(lab: Lab) -> None:
    with allowed(), pytest.raises(LabError) as caught:
        lab.go_live("@wrong")
    assert (caught.value.key, lab.mode) == ("live.wrong_name", "practice")


def test_a_door_that_was_left_open_is_shut_in_ci(lab: Lab) -> None:
    with allowed():
        door: Any = lab.go_live()
    door.confirm.value = BASIC_ID
    door.open_button.click()
    assert (door.opened, lab.mode) == (False, "practice")


def test_the_door_shows_the_account_and_keeps_nothing_of_it(lab: Lab) -> None:
    with allowed():
        door: Any = lab.go_live()
        before = door._facts.value
        door.connect(BASIC_ID)
    assert all(words in before for words in ("課堂小幫手", BASIC_ID, "200", "Friends"))
    after = "".join(str(part.value) for part in (door._facts, door._said))
    assert "課堂小幫手" not in after + repr(door)
    assert TOKEN not in before + after
    assert SECRET not in before + after


def test_going_live_twice_is_not_needed(lab: Lab) -> None:
    with allowed():
        lab.go_live(BASIC_ID)
        assert "already" in repr(lab.go_live(BASIC_ID))


def test_the_labs_name_says_its_mode(lab: Lab) -> None:
    with allowed():
        lab.go_live(BASIC_ID)
    assert "live mode" in repr(lab)
    assert "practice" in repr(lab.go_practice())
    assert "practice mode" in repr(lab)


def test_closing_a_live_lab_closes_everything(lab: Lab) -> None:
    with allowed():
        lab.go_live(BASIC_ID)
    session = lab.live
    assert session is not None
    session.webhook.serve(0)
    lab.close()
    assert session.webhook.port is None
    assert session.upstream.ask("GET", "/v2/bot/info") == NoReply(False, "unreachable")


def test_your_own_id_is_at_hand(lab: Lab) -> None:
    with allowed():
        lab.go_live(BASIC_ID)
    assert lab.test_user_id == ME
