"""Nothing of the subject is missing: every claim is taught in a cell that is there."""

from __future__ import annotations

import pytest

from helpers.tools import build_notebooks
from tests.claims import CLAIMS, NUMBERS, Claim

CELLS = {
    (path.stem, cell.id): cell
    for path in build_notebooks.lessons()
    if path.parent.name == "zh-TW"
    for cell in build_notebooks.read_lesson(path).cells
}


@pytest.mark.parametrize("number", NUMBERS)
def test_every_claim_is_taught_somewhere(number: int) -> None:
    assert any(claim.number == number for claim in CLAIMS)


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: f"{claim.number}-{claim.lesson}-{claim.key}")
def test_the_cell_is_there_and_teaches_it(claim: Claim) -> None:
    assert (claim.lesson, claim.key) in CELLS, "no such lesson or cell"
    assert claim.words in CELLS[claim.lesson, claim.key].source, claim.right


def test_no_claim_has_a_number_of_its_own() -> None:
    assert {claim.number for claim in CLAIMS} <= set(NUMBERS)


def test_a_claim_is_written_once() -> None:
    assert len({claim[2:] for claim in CLAIMS}) == len(CLAIMS)
