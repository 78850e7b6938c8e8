"""The reading pages: Sphinx and MyST-NB show the committed notebooks with their outputs. No page asks another host."""

from __future__ import annotations

import html
import io
import json
import os
import re
import shutil
import subprocess
import warnings
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from helpers.paths import ROOT
from helpers.text import LANGUAGES, ORIGINAL
from scripts.site.npm import mermaid, pagefind
from scripts.site.places import PARTS
from scripts.site.words import PAGES, THEME_ZH_TW

HERE = Path(__file__).resolve().parent / "reading"
#: Sphinx names languages in its own way.
_SPHINX_LANGUAGE = {"zh-TW": "zh_TW"}
_DIAGRAM = re.compile(r"```mermaid\n(.*?)```", re.DOTALL)
#: A link to the same page in the other language: that one is another project for Sphinx.
_OTHER_LANGUAGE = re.compile(r"\[([^\]]+)\]\((\.\./[\w-]+/\w+)\.ipynb(#[^)]*)?\)")
_NOTEBOOK_LINK = re.compile(r'(href="(?:\.\./[\w-]+/)?(?:\d\d_)?\w+)\.ipynb')
_COLORS = {"color-brand-primary": "#067a3c", "color-brand-content": "#067a3c"}
_DARK_COLORS = {"color-brand-primary": "#4cd787", "color-brand-content": "#4cd787"}


def build(lang: str, site: Path) -> None:
    """Write ``<lang>/NN_name.html`` for each notebook, and the contents of the course as ``<lang>/index.html``.

    Raise RuntimeError with the warnings, when Sphinx has any.
    """
    source, target = PARTS / "reading" / lang, site / lang
    for old in (source, target):
        shutil.rmtree(old, ignore_errors=True)
    source.mkdir(parents=True)
    names = []
    for path in sorted((ROOT / "notebooks" / lang).glob("[0-9]*.ipynb")):
        names.append(path.stem)
        _write(source / path.name, json.dumps(for_reading(json.loads(path.read_text(encoding="utf-8")))))
    _write(source / "index.md", _contents(lang, names))
    told = io.StringIO()
    doctrees = PARTS / "reading" / f"{lang}-doctrees"
    # Without a namespace the second language would meet the first one's. What Sphinx tells MyST-NB of its next versions
    # is between these two; where warnings are errors (pytest) it would end the build.
    with docutils_namespace(), warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.simplefilter("ignore", PendingDeprecationWarning)
        app = Sphinx(source, None, target, doctrees, "html", _settings(lang), status=None, warning=told)
        app.build(force_all=True)
    shutil.rmtree(target.parent / "jupyter_execute", ignore_errors=True)  # MyST-NB's, empty
    if told.getvalue():
        raise RuntimeError(told.getvalue())
    if lang == "zh-TW":
        _translate_theme(target)


def build_entry(site: Path) -> None:
    """Write the first page, which sends readers to their language, the search index, and what GitHub Pages needs."""
    shutil.copyfile(mermaid(PARTS / "npm"), site / "mermaid.min.js")
    command = [pagefind(PARTS / "npm"), "--site", site, "--glob", f"{{{','.join(LANGUAGES)}}}/*.html"]
    subprocess.run([*command, "--root-selector", "article", "--quiet"], check=True)
    links = "".join(f'<li><a lang="{lang}" href="{lang}/">{PAGES[lang]["title"]}</a></li>' for lang in LANGUAGES)
    script = "location.replace((navigator.languages || []).some(l => l.startsWith('zh')) ? 'zh-TW/' : 'en/')"
    page = (
        f'<!doctype html><html lang="{ORIGINAL}"><meta charset="utf-8"><title>{PAGES[ORIGINAL]["title"]}</title>'
        f'<meta name="viewport" content="width=device-width"><style>:root {{ color-scheme: light dark }}</style>'
        f"<main><ul>{links}</ul></main><script>{script}</script></html>\n"
    )
    _write(site / "index.html", page)
    (site / ".nojekyll").touch()


def for_reading(notebook: dict[str, Any]) -> dict[str, Any]:
    """Return a notebook as Sphinx reads it: diagrams and links to the other language as HTML."""
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            text = _DIAGRAM.sub(_diagram, "".join(cell["source"]))
            cell["source"] = _OTHER_LANGUAGE.sub(r'<a href="\2.html\3">\1</a>', text)
        for output in cell.get("outputs", ()):
            shown = output.get("data", {})
            if "text/html" in shown:
                shown["text/html"] = _NOTEBOOK_LINK.sub(r"\1.html", "".join(shown["text/html"]))
    return notebook


def _diagram(found: re.Match[str]) -> str:
    return f'<pre class="mermaid">\n{html.escape(found[1])}</pre>'


def _contents(lang: str, names: list[str]) -> str:
    """Return the page of contents: lessons, then the pages to look things up in."""
    words = PAGES[lang]
    lessons = [name for name in names if name[0] == "0"]
    parts = [(words["lessons"], lessons), (words["lookup"], [name for name in names if name not in lessons])]
    trees = "\n".join(
        f"```{{toctree}}\n:caption: {caption}\n:maxdepth: 1\n\n" + "\n".join(found) + "\n```\n"
        for caption, found in parts
    )
    return f"# {words['title']}\n\n{words['about']}\n\n{words['kept']}\n\n{trees}"


def _settings(lang: str) -> dict[str, Any]:
    words = PAGES[lang]
    other = next(language for language in LANGUAGES if language != lang)
    context = {"words": words, "lang": lang, "other": other, "other_name": PAGES[other]["name"]}
    return {
        "project": words["title"],
        "html_title": words["title"],
        "language": _SPHINX_LANGUAGE.get(lang, lang),
        "extensions": ["myst_nb"],
        "nb_execution_mode": "off",
        "nb_ipywidgets_js": {},  # widgets live in the living lesson only; these would come from another host
        "myst_heading_anchors": 3,
        "html_theme": "furo",
        "html_theme_options": {
            "light_css_variables": _COLORS,
            "dark_css_variables": _DARK_COLORS,
            "top_of_page_buttons": [],
        },
        "html_sidebars": {"**": ["sidebar/brand.html", "lab_search.html", "sidebar/scroll-start.html",
                                 "sidebar/navigation.html", "sidebar/scroll-end.html"]},
        "html_context": {**context, "report": report_address()},
        "html_static_path": [str(HERE / "static")],
        "html_css_files": ["reading.css"],
        "html_js_files": [("reading.js", {"defer": "defer"})],
        "templates_path": [str(HERE / "templates")],
        "html_permalinks": False,  # they would be read as part of a heading in the results of a search
        "html_show_sphinx": False,
        "html_show_copyright": False,
        "html_copy_source": False,
        "html_use_index": False,
        "html_domain_indices": False,
    }  # fmt: skip


def report_address() -> str:
    """Return where a wrong sentence is reported: the form of this repository on GitHub, or nothing outside its CI."""
    server, repository = os.environ.get("GITHUB_SERVER_URL"), os.environ.get("GITHUB_REPOSITORY")
    return f"{server}/{repository}/issues/new?template=wrong-sentence.yml" if server and repository else ""


def _translate_theme(folder: Path) -> None:
    """Put Chinese in the place of the theme's own English words around a lesson: it has no catalogue for them."""
    for page in folder.glob("*.html"):
        before, article, rest = page.read_text(encoding="utf-8").partition("<article")
        lesson, end, after = rest.partition("</article>")
        for english, chinese in THEME_ZH_TW.items():
            before, after = before.replace(english, chinese), after.replace(english, chinese)
        _write(page, before + article + lesson + end + after)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
