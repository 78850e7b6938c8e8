"""One tag makes a release: the workflow builds each part with the commands people use, and versions agree."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from helpers.paths import ROOT
from scripts.release_notes import main, notes

PROJECT = 'version = "1.2.0"\n'
CHANGELOG = "# Changelog\n\n## 1.2.0 - 2027-01-31\n\n### Added\n\n- This.\n\n## 1.1.0 - 2026-12-24\n\n- That.\n"


def workflow() -> dict[Any, Any]:
    return dict(yaml.safe_load((ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")))


def test_a_tag_starts_it() -> None:
    # YAML 1.1 reads the key `on` as true.
    assert workflow()[True]["push"] == {"tags": ["v*"]}


def test_it_makes_wheel_site_and_bundle_of_one_commit_and_attaches_all_three() -> None:
    [job] = workflow()["jobs"].values()
    run = "\n".join(step["run"] for step in job["steps"] if "run" in step)
    assert sum(step.get("uses", "").startswith("actions/checkout@") for step in job["steps"]) == 1
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    called = set(re.findall(r"^make ([a-z-]+)", run, re.MULTILINE))
    assert {"env", "bundle", "site"} == called <= targets
    before_release, _, release = run.partition("gh release create")
    for made in ("--wheel-dir dist .", "mv build/line-lab-*.zip dist/", "../dist/site.zip site"):
        assert made in before_release
    assert release.rstrip().endswith("dist/*")
    assert job["env"]["LAB_NEVER_LIVE"] == "1"


def test_the_versions_are_compared_before_anything_is_built() -> None:
    [job] = workflow()["jobs"].values()
    commands = [step["run"].split()[1] for step in job["steps"] if "run" in step]
    assert commands[0] == "scripts/release_notes.py"


def test_the_notes_are_the_newest_part_of_the_changelog() -> None:
    assert notes("v1.2.0", PROJECT, CHANGELOG) == "### Added\n\n- This.\n"


@pytest.mark.parametrize(
    ("tag", "project", "changelog", "said"),
    [
        ("v1.3.0", PROJECT, CHANGELOG, "the tag is v1.3.0, but pyproject.toml has version 1.2.0"),
        ("v1.3.0", 'version = "1.3.0"\n', CHANGELOG, "CHANGELOG.md begins with 1.2.0"),
        ("v1.2.0", PROJECT, CHANGELOG.replace("2027-01-31", "unreleased"), "give version 1.2.0 its date"),
    ],
)
def test_what_does_not_agree_is_one_sentence(tag: str, project: str, changelog: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        notes(tag, project, changelog)


def test_without_a_tag_it_says_how_to_name_one() -> None:
    assert main() == "name the tag: python scripts/release_notes.py v0.1.0"
