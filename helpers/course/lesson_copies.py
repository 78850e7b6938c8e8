"""The learner's own copies of the notebooks, so that a newer course never meets what she wrote."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from helpers.errors import must_write
from helpers.paths import ROOT
from helpers.text import LANGUAGES, Texts

FIRST_LESSON = "01_reply"


@dataclass(frozen=True, repr=False)
class Copies:
    """What was copied where; reads as one sentence."""

    folder: Path
    new: tuple[str, ...]
    texts: Texts

    def __repr__(self) -> str:
        return self.texts("lab.copied", folder=f"work/{self.folder.name}", count=len(self.new))

    def _repr_html_(self) -> str:
        """The sentence, and a link to the copy of the first lesson: from the original one would stay in the originals.

        Both `notebooks` and `work` keep a folder for each language, so the link holds from the copy, too.
        """
        from helpers.panels.kit.markup import esc, root  # when asked for: styles would make every open_lab() wait

        link = f"../../work/{self.folder.name}/{FIRST_LESSON}.ipynb"
        words = self.texts("lab.copied_next", name=self.texts(f"progress.name.{FIRST_LESSON}"))
        parts = [f"<p>{esc(self)}</p>", f'<p class="lab-link"><a href="{esc(link)}">{esc(words)}</a></p>']
        return root("lab-card", parts, "card", self.texts, live=True)


def copy_lessons(texts: Texts, root: Path = ROOT) -> Copies:
    """Copy ``notebooks/<lang>`` to ``work/<lang>``, which git ignores; files already there stay as they are.

    The other languages are copied as well, for every lesson links to them. Raises FileNotFoundError where there are
    no notebooks (the package was installed without the course), LabError where nothing can be written.
    """
    source, work = root / "notebooks", root / "work"
    if not (source / texts.lang).is_dir():
        raise FileNotFoundError(f"{source / texts.lang} is not there")
    with must_write(texts, work.name):
        new = {lang: _copy(source / lang, work / lang) for lang in LANGUAGES}
    return Copies(work / texts.lang, new[texts.lang], texts)


def _copy(source: Path, target: Path) -> tuple[str, ...]:
    """Copy the notebooks that are not there yet; returns their names."""
    target.mkdir(parents=True, exist_ok=True)
    new = [path for path in sorted(source.glob("*.ipynb")) if not (target / path.name).exists()]
    for path in new:
        shutil.copyfile(path, target / path.name)
    return tuple(path.name for path in new)
