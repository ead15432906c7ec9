"""How well newsparse does on dumps of tools that it has not learnt from: text browsers, tag strippers, converters.

    python benchmarks/other_dumps.py [--train] [--limit 60] [--tools lynx,regex]

Of each tool that is installed: precision, recall and F1 of the article, and the share of titles, dates and author sets
that are right, on pages of Fundus and on WCXB's articles, the half that no training sees. Beside them stands one dump
that was learnt from (`html_text`), on the same pages. w3m, lynx, elinks and pandoc are programs; markdownify is a
package; the rest comes with `.[bench]`. Needs the corpus.
"""

from __future__ import annotations

import argparse
import html
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import newsparse
from corpus import Row, pages, ruler
from dumps import html_text

SETS = ("fundus", "wcxb")
SHOWN = ("P", "R", "F1", "title", "date", "authors")
PROGRAMS = {
    "w3m": ("w3m", "-dump", "-T", "text/html", "-I", "utf-8", "-O", "utf-8", "-cols", "80"),
    "lynx": ("lynx", "-dump", "-assume_charset=utf-8", "-display_charset=utf-8"),
    "lynx, no list": ("lynx", "-dump", "-nolist", "-width=1000", "-assume_charset=utf-8", "-display_charset=utf-8"),
    "elinks": ("elinks", "-dump", "-dump-charset", "utf-8", "-no-references", "-no-numbering"),
    "pandoc, plain": ("pandoc", "-f", "html", "-t", "plain"),
    "pandoc, gfm": ("pandoc", "-f", "html", "-t", "gfm-raw_html"),
}

Dump = Callable[[str], str]


def program(*command: str) -> Dump:
    """What a program prints of a page."""

    def dump(page: str) -> str:
        with TemporaryDirectory() as place:
            file = Path(place) / "page.html"
            file.write_text(page, encoding="utf-8")
            done = subprocess.run([*command, str(file)], capture_output=True, timeout=60, check=False)
        return done.stdout.decode("utf-8", "replace")

    return dump


def soup(page: str) -> Any:
    from bs4 import BeautifulSoup

    return BeautifulSoup(page, "lxml")


def html2text(page: str) -> str:
    from html2text import HTML2Text

    return str(HTML2Text().handle(page))


def html2txt(page: str) -> str:
    from trafilatura import html2txt

    return str(html2txt(page))


def resiliparse(page: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    return str(extract_plain_text(page))


def text_content(page: str) -> str:
    import lxml.html

    return str(lxml.html.document_fromstring(page.encode(), lxml.html.HTMLParser(encoding="utf-8")).text_content())


def flat(page: str) -> str:
    from html_text import extract_text

    return str(extract_text(page, guess_layout=False))


def markdownify(page: str) -> str:
    from markdownify import markdownify

    return str(markdownify(page))


LIBRARIES: dict[str, tuple[str, Dump]] = {
    "html_text (learnt from)": ("html_text", html_text),
    "html2text, wrapped": ("html2text", html2text),
    "markdownify": ("markdownify", markdownify),
    "resiliparse": ("resiliparse", resiliparse),
    "get_text()": ("bs4", lambda page: str(soup(page).get_text())),
    'get_text(" ")': ("bs4", lambda page: str(soup(page).get_text(" ", strip=True))),
    "html2txt": ("trafilatura", html2txt),
    "html_text, flat": ("html_text", flat),
    "text_content()": ("lxml", text_content),
    "regex": ("re", lambda page: html.unescape(re.sub(r"<[^>]+>", " ", page))),
}
"""Name → the package that it takes, and the tool."""


def tools() -> dict[str, Dump]:
    """Those that are installed."""
    libraries = {name: dump for name, (package, dump) in LIBRARIES.items() if find_spec(package)}
    return libraries | {name: program(*call) for name, call in PROGRAMS.items() if shutil.which(call[0])}


def chosen(name: str, split: str, limit: int) -> list[Row]:
    """Pages of a set, evenly spread over it."""
    found = [row for row in pages(name) if ruler().split_of(row) == split and row["page_type"] in (None, "article")]
    return [found[number * len(found) // limit] for number in range(limit)] if len(found) > limit else found


def cleaned(text: str, url: str | None) -> dict[str, Any]:
    """An answer as the ruler takes it; an input that cannot be read is an empty one."""
    try:
        article = newsparse.clean(text, url=url)
    except newsparse.InputError:
        return {"body": "", "title": None, "date": None, "authors": []}
    return {"title": article.title, "body": article.text, "date": article.date, "authors": list(article.authors)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--train", action="store_true", help="the other half, to look for what goes wrong")
    parser.add_argument("--limit", type=int, default=60, help="pages of a set")
    parser.add_argument("--tools", help="only these, with commas")
    wanted = parser.parse_args()
    found = tools()
    names = wanted.tools.split(",") if wanted.tools else list(found)
    print(f"{'tool':24} {'set':7} {'pages':>5} " + " ".join(f"{name:>7}" for name in SHOWN))
    for name in names:
        for group in SETS:
            rows = chosen(group, "train" if wanted.train else "valid", wanted.limit)
            answers = [cleaned(found[name](row["html"]), row["url"]) for row in rows]
            scores, _ = ruler().score(rows, answers)
            print(f"{name:24} {group:7} {len(rows):5} " + " ".join(f"{scores[key]:7.3f}" for key in SHOWN), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
