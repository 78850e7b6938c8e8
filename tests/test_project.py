"""What holds for the project as a whole: its files say the same, and none says what it must not."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
import yaml

from helpers.paths import ROOT
from helpers.stub.world.ids import Ids
from helpers.tools import secret_scan
from helpers.tools.secret_scan import project_files

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib  # pytest brings it on Python 3.10

READMES = ("README.md", "README.zh-TW.md")


def text(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def project(table: str = "project") -> dict[str, Any]:
    return dict(tomllib.loads(text("pyproject.toml"))[table])


# One environment, written down twice ------------------------------------------


def conda() -> dict[str, Any]:
    return dict(yaml.safe_load(text("environment.yml")))


def test_conda_installs_the_lines_of_pyproject() -> None:
    [pip] = [item["pip"] for item in conda()["dependencies"] if isinstance(item, dict)]
    assert pip == [*project()["dependencies"], "-e ."]


def test_conda_brings_only_python_and_pip() -> None:
    names = [item.split("=")[0] for item in conda()["dependencies"] if isinstance(item, str)]
    assert names == ["python", "pip"]


def test_conda_makes_an_environment_of_the_projects_name() -> None:
    assert conda()["name"] == project()["name"]


def test_every_dependency_is_bounded_above() -> None:
    lines = project()["dependencies"] + project()["optional-dependencies"]["dev"]
    assert [line for line in lines if "<" not in line and "==" not in line] == []


# Documents that hold ----------------------------------------------------------


def blocks(document: str) -> Iterator[str]:
    """The fenced blocks of a document."""
    yield from re.findall(r"^```\w*\n(.*?)^```$", document, re.DOTALL | re.MULTILINE)


def commands(document: str) -> list[str]:
    """The commands a document gives: lines of its blocks, and code within its sentences."""
    prose = re.sub(r"^```.*?^```$", "", document, flags=re.DOTALL | re.MULTILINE)
    return [line for block in blocks(document) for line in block.splitlines()] + re.findall(r"`([^`\n]+)`", prose)


def targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", text("Makefile"), re.MULTILINE))


@pytest.mark.parametrize("document", [*READMES, "CONTRIBUTING.md"])
def test_every_make_command_in_a_document_is_a_target(document: str) -> None:
    named = {match[1] for line in commands(text(document)) if (match := re.match(r"make ([a-z-]+)", line))}
    assert named
    assert named - targets() == set()


@pytest.mark.parametrize("document", READMES)
def test_the_readme_begins_with_the_two_commands(document: str) -> None:
    first = next(blocks(text(document)))
    assert [line.split("#")[0].strip() for line in first.splitlines()] == ["make lab", "make test"]


def test_make_alone_lists_every_target() -> None:
    described = set(re.findall(r"^([a-z-]+):.*## ", text("Makefile"), re.MULTILINE))
    assert described == targets()


@pytest.mark.parametrize("document", [*READMES, "CONTRIBUTING.md", "CHANGELOG.md"])
def test_what_a_document_links_to_is_there(document: str) -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)", text(document)) if "://" not in link]
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_both_readmes_give_the_same_commands() -> None:
    english, chinese = (
        [
            re.sub(r"\s*#.*", "", line).replace("/en/", "/zh-TW/")
            for block in blocks(text(name))
            for line in block.splitlines()
        ]
        for name in READMES
    )
    assert english == chinese


@pytest.mark.parametrize("document", READMES)
def test_the_first_lines_of_a_readme_lead_to_the_other_and_to_the_first_notebook(document: str) -> None:
    head = "\n".join(text(document).splitlines()[:3])
    [other] = set(READMES) - {document}
    assert f"({other})" in head
    assert "00_start.ipynb)" in head


def test_the_pictures_of_the_readmes_are_the_ones_the_script_takes() -> None:
    shown = {name for document in READMES for name in re.findall(r"docs/images/([\w.-]+)", text(document))}
    taken = set(re.findall(r'^    "([\w-]+\.png)":', text("scripts/screenshots.py"), re.MULTILINE))
    assert shown
    assert shown <= taken


def test_the_changelog_is_in_order_and_begins_with_this_version() -> None:
    versions = re.findall(
        r"^## (\d+)\.(\d+)\.(\d+) - (?:\d{4}-\d\d-\d\d|unreleased)$", text("CHANGELOG.md"), re.MULTILINE
    )
    assert len(versions) == len(re.findall(r"^## ", text("CHANGELOG.md"), re.MULTILINE))
    numbers = [tuple(map(int, version)) for version in versions]
    assert ".".join(versions[0]) == project()["version"]
    assert all(newer > older for newer, older in pairwise(numbers))


def test_env_example_holds_names_and_no_values() -> None:
    lines = [line for line in text(".env.example").splitlines() if line and not line.startswith("#")]
    assert [line for line in lines if not re.fullmatch(r"[A-Z_]+=", line)] == []


# Nothing that must not be there -----------------------------------------------

# Patterns that do not match themselves, so that this file passes its own test.
# Secrets and people: helpers/tools/secret_scan.py.
_FORBIDDEN = {
    "package registry": r"pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|conda\.(?:io|org|com)",
    # (Mei, of the cast, has a home in tests.)
    "path of one machine": r"(?<![\w.~/-])/(?:work|tmp|root|home|Users)/(?!mei/)\w|\b[A-Z]:\\\\?Users\\",
}


def offences(content: str) -> list[str]:
    """What must not stand in a file, but does."""
    return [name for name, pattern in _FORBIDDEN.items() if re.search(pattern, content)] + secret_scan.offences(content)


def test_no_link_leads_to_a_place_of_one_machine() -> None:
    """Git keeps a link as the path it leads to; on another computer, or on Windows, it leads nowhere."""
    command = ["git", "ls-files", "--stage"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert [line for line in done.stdout.splitlines() if line.startswith("120000")] == []


def test_no_file_holds_a_secret_or_names_a_machine() -> None:
    found = {}
    for path in project_files():
        if b"\0" not in (content := path.read_bytes()):
            found[path.relative_to(ROOT).as_posix()] = offences(content.decode("utf-8"))
    assert found
    assert {path: what for path, what in found.items() if what} == {}


@pytest.mark.parametrize(
    ("content", "offence"),
    [
        ("pip install -i https://" + "pypi" + ".org/simple", "package registry"),
        ("open('/" + "home/anna/lab')", "path of one machine"),
        ("C:" + "\\Users\\mei", "path of one machine"),
        ("token = '" + "aB3+" * 43 + "='", "long-lived channel access token"),
        ("ey" + "JhbGciOiJIUzI1NiJ9." + "ey" + "JzdWIiOiIxMjM0NTY3ODkwIn0." + "x" * 20, "JSON web token"),
        ("LINE_CHANNEL_SECRET=" + "0f1e2d3c" * 4, "channel secret"),
        ("-----BEGIN" + " RSA PRIVATE KEY-----", "private key"),
        ("U" + "4af4980629" + "b1d7c3f05e" + "9a6b2c8d71e3", "id U4af4980629" + "b1d7c3f05e9a6b2c8d71e3"),
    ],
)
def test_what_must_not_be_there_is_found(content: str, offence: str) -> None:
    assert offences(content) == [offence]


@pytest.mark.parametrize(
    "content",
    [
        Ids().user(3),
        Ids().chat("group", 0),
        "U" + "0" * 31 + "1",
        "U" + "0123456789abcdef" * 2,
        "a copy in work/zh-TW/01_reply.ipynb",
        "GET /v2/bot/profile/U1",
        "LINE_CHANNEL_SECRET=",
    ],
)
def test_what_may_be_there_is_left_alone(content: str) -> None:
    assert offences(content) == []


# Files are read and written the same on every system --------------------------


def files_opened_carelessly(source: str) -> list[str]:
    """Each call in `source` that opens text without naming UTF-8, or writes it without naming the line ending."""
    return [
        f"line {call.lineno}: {why}"
        for call in ast.walk(ast.parse(source))
        if isinstance(call, ast.Call) and (why := _careless(call))
    ]


def _careless(call: ast.Call) -> str:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    given = {keyword.arg for keyword in call.keywords}
    if name in ("read_text", "write_text") and "encoding" not in given:
        return f"{name} without encoding"
    if name == "write_text" and "newline" not in given:
        return "write_text without newline"
    if name == "open" and _opens_text(call) and "encoding" not in given:
        return "open without encoding"
    if given & {"text", "universal_newlines"} and "encoding" not in given and name in ("run", "Popen", "check_output"):
        return f"{name} as text without encoding"
    return ""


def _opens_text(call: ast.Call) -> bool:
    """Whether it is `open(...)` or `path.open(...)`, and not in binary mode."""
    if isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") in (
        "os",
        "webbrowser",
        "zipfile",
        "tarfile",
    ):
        return False
    mode = [keyword.value for keyword in call.keywords if keyword.arg == "mode"]
    mode += call.args[1:2] if isinstance(call.func, ast.Name) else call.args[:1]
    return not any(isinstance(m, ast.Constant) and "b" in str(m.value) for m in mode)


def test_every_file_is_opened_with_its_encoding() -> None:
    sources = [path for path in project_files() if path.suffix == ".py"]
    found = {str(path.relative_to(ROOT)): files_opened_carelessly(path.read_text(encoding="utf-8")) for path in sources}
    assert found
    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "call",
    [
        "open(path)",
        "open(path, 'w')",
        "path.open()",
        "path.read_text()",
        "path.write_text(x, encoding='utf-8')",
        "subprocess.run(command, text=True)",
    ],
)
def test_a_careless_call_is_found(call: str) -> None:
    assert len(files_opened_carelessly(call)) == 1


@pytest.mark.parametrize(
    "call",
    [
        "open(path, 'rb')",
        "path.open(mode='wb')",
        "path.open('w', encoding='utf-8', newline='')",
        "path.read_text(encoding='utf-8')",
        "path.write_text(x, encoding='utf-8', newline='\\n')",
        "subprocess.run(command, text=True, encoding='utf-8')",
        "os.open(path, flags)",
    ],
)
def test_a_careful_call_is_left_alone(call: str) -> None:
    assert files_opened_carelessly(call) == []
