from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from helpers.stub import __main__ as standalone
from helpers.stub import person_actions
from helpers.stub.app import make_app
from helpers.stub.control.handlers import Control
from helpers.stub.control.requested_actions import ACTIONS
from helpers.stub.control.routes import routes
from helpers.stub.platform import Platform
from helpers.stub.webhooks import delivery
from helpers.stub.world.worlds import CAST, GATHERINGS
from tests.stub.wire import Wire

README = Path(person_actions.__file__).with_name("README.md").read_text(encoding="utf-8")


def _section(title: str) -> str:
    return README.split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]


def test_it_opens_with_what_is_not_imitated() -> None:
    assert re.findall(r"^## (.*)", README, re.MULTILINE)[0] == "What it does not imitate"


def test_every_path_and_method_of_the_control_interface_is_told() -> None:
    told: dict[str, set[str]] = {}
    path = ""
    for line in _section("Control it: `/_lab/`").splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) == 5 and cells[2] not in ("", "---") and cells[1] != "`act`":
            path = cells[1].strip("`") or path
            told.setdefault(path, set()).update(cells[2].split(", "))
    told = {path: methods for path, methods in told.items() if path.startswith("/_lab/")}
    paths = Control(Platform()).paths()
    assert told == {path: set(methods) for path, methods in paths.items() if path not in ("/_lab", "/_lab/")}


def test_every_act_is_told() -> None:
    table = re.findall(r"^\| (`\w+`(?:, `\w+`)*) \|", _section("Control it: `/_lab/`"), re.MULTILINE)
    assert {name.strip("`") for cell in table for name in cell.split(", ")} - {"act"} == set(ACTIONS)


def test_every_option_is_told() -> None:
    options = {option for action in standalone._parser()._actions for option in action.option_strings}
    assert set(re.findall(r"^\| `(--[\w-]+)`", README, re.MULTILINE)) == options - {"-h", "--help"}


def test_the_whole_cast_is_told() -> None:
    names = {
        name for who in (*CAST, *GATHERINGS) for name in (getattr(who, "name", ""), getattr(who, "title", "")) if name
    }
    assert all(name in _section("The world") for name in names)


def test_the_redelivery_times_are_told() -> None:
    first, second, third = delivery.REDELIVERY_AFTER_SECONDS
    assert f"{first}, {second} and {third} seconds" in README


@pytest.mark.parametrize("block", re.findall(r"```http\n(.*?)```", README, re.DOTALL))
def test_the_examples_work_as_they_stand(block: str) -> None:
    platform = Platform()
    wire = Wire(platform, make_app(platform, routes(platform)))
    for line in block.splitlines():
        method, path, *body = line.split(" ", 2)
        reply = wire.request(method, path, json.loads(body[0]) if body else None, token=None)
        assert reply.status == 200, (line, reply.body)
