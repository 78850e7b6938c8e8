"""A narrowcast's conditions: whom they mean, and the minimum sizes LINE protects people's privacy with (facts 4.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from helpers.line import limits
from helpers.line.condition_tree import Tree
from helpers.line.outcomes import SMALL_AUDIENCE, TOO_FEW_RECIPIENTS
from helpers.stub.ledgers.audiences import Audience
from helpers.stub.world.attributes import AGES, AREAS
from helpers.stub.world.population import Population
from helpers.stub.world.row_sets import RowSet, evaluate, union

_THAI_AREAS = range(AREAS["th_01"], AREAS["th_08"] + 1)


@dataclass(frozen=True)
class Conditions:
    """Recipient object and demographic filter, with the audiences and earlier narrowcasts they name.

    Both may be None: then they mean everyone. Audiences are kept as objects: one deleted while the narrowcast waits
    still counts (LINE does not specify this).
    """

    recipient: Tree | None
    demographic: Tree | None
    audiences: Mapping[int, Audience]
    redeliveries: Mapping[str, RowSet]

    def people(self, population: Population, now_ms: int) -> RowSet:
        """Return everyone meant who can be reached."""
        people = population.reachable
        if self.recipient is not None:
            people &= self.recipients(self.recipient, population, now_ms)
        if self.demographic is not None:
            people &= self.matching(self.demographic, population, now_ms)
        return people

    def recipients(self, tree: Tree, population: Population, now_ms: int) -> RowSet:
        """Return whom a recipient object means, reachable or not."""

        def people_of(node: Tree) -> RowSet:
            if node["type"] == "redelivery":
                return self.redeliveries[node["requestId"]]
            return self.audiences[node["audienceGroupId"]].members(now_ms)

        return evaluate(tree, population.everyone, people_of)

    def matching(self, tree: Tree, population: Population, now_ms: int) -> RowSet:
        """Return whom a demographic filter means; Thai users under 20 are never among them."""
        return population.matching(tree, now_ms) - _thai_under_20(population)

    def fault(self, population: Population, matching: int, now_ms: int) -> int | None:
        """Return the errorCode of the minimum size that `matching` recipients or an audience fall short of; else None.

        The recipients are counted before `limit` cuts them down, as the guide's own example has it (facts 4.3).
        """
        if self._small_audience(population, now_ms):
            return SMALL_AUDIENCE
        if self._restricted and matching < limits.NARROWCAST_RECIPIENTS_MIN:
            return TOO_FEW_RECIPIENTS
        return None

    @property
    def _restricted(self) -> bool:
        return self.demographic is not None or any(audience.restricted for audience in self.audiences.values())

    def _small_audience(self, population: Population, now_ms: int) -> bool:
        """Whether one of several audiences has too few people."""
        if len(self.audiences) < 2:
            return False
        sizes = self.restricted_sizes(population, now_ms)
        return any(size < limits.NARROWCAST_RECIPIENTS_MIN for size in sizes)

    def restricted_sizes(self, population: Population, now_ms: int) -> list[int]:
        """Return how many people can be reached in each audience a minimum size holds for.

        Those who cannot be reached are no recipients of an audience.
        """
        restricted = [audience for audience in self.audiences.values() if audience.restricted]
        return [len(audience.members(now_ms) & population.reachable) for audience in restricted]


def _thai_under_20(population: Population) -> RowSet:
    """People whom LINE leaves out of every filtered narrowcast (REF#send-narrowcast-message)."""
    thai = union(population.values("area")[code] for code in _THAI_AREAS)
    if not thai:
        return thai
    return thai & union(people for code, people in population.values("age").items() if code < AGES["age_20"])
