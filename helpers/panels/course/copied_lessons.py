"""What `lab.copy_lesson()` displays: where the copies are, which lessons have become newer, and a link."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from helpers.course.lesson_copies import FIRST_LESSON, Copies, link_to
from helpers.paths import Place, here
from helpers.text import Texts


def sentences(copies: Copies, say: Texts, place: Place | None = None) -> Iterator[str]:
    """Yield what happened to the copies, a sentence each; the terminal says the same."""
    yield say("lab.copied", folder=(place or here()).shown(copies.folder), count=len(copies.new))
    if copies.followed:
        yield say("lab.copies_followed", names=_listed(copies.followed, say))
    if copies.kept:
        yield say("lab.copies_kept", names=_listed(copies.kept, say))
    if copies.newer:
        yield say("lab.copies_newer", names=_listed(copies.newer, say), first=copies.newer[0])


def _listed(names: tuple[str, ...], say: Texts) -> str:
    return say("list.comma").join(names)


@dataclass(frozen=True, repr=False)
class CopiedLessons:
    """The copies as sentences, with a link to the copy of the first lesson."""

    copies: Copies
    texts: Texts

    def __repr__(self) -> str:
        return "\n".join(sentences(self.copies, self.texts))

    def _repr_html_(self) -> str:
        from helpers.panels.kit.markup import esc, root  # when asked for: styles would make every open_lab() wait

        link = link_to(FIRST_LESSON, self.copies.folder.name)
        words = self.texts("lab.copied_next", name=self.texts(f"progress.name.{FIRST_LESSON}"))
        parts = [f"<p>{esc(sentence)}</p>" for sentence in sentences(self.copies, self.texts)]
        parts.append(f'<p class="lab-link"><a href="{esc(link)}">{esc(words)}</a></p>')
        return root("lab-card", parts, "card", self.texts, live=True)
