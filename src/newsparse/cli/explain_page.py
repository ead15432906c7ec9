"""An explanation as one HTML page: nothing to load, no script, every word of the scrape escaped."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from newsparse.cli.facts import LEGEND, BlockFact, FieldFact, block_facts, field_facts, shown, summary

if TYPE_CHECKING:
    from newsparse.article import Article

_STYLE = """
:root { color-scheme: light dark; --ink: #1c1c1c; --paper: #fff; --faint: #6a6a6a; --rule: #ddd; --mark: #1a6b3c; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e6e6; --paper: #161616; --faint: #9a9a9a; --rule: #383838; --mark: #7fd6a0; }
}
body { margin: 2rem auto; max-width: 80rem; padding: 0 1rem; color: var(--ink); background: var(--paper);
  font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.3rem; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: .3rem .6rem; border-top: 1px solid var(--rule); text-align: start; vertical-align: top; }
td.text { white-space: pre-wrap; overflow-wrap: anywhere; width: 60%; }
td.number { font-variant-numeric: tabular-nums; text-align: end; white-space: nowrap; }
tr.kept td.text { border-inline-start: 3px solid var(--mark); }
tr.dropped td { color: var(--faint); }
tr.title td.text, tr.heading td.text { font-weight: bold; }
tr.lede td.text, tr.quote td.text { font-style: italic; }
.faint { color: var(--faint); }
@media (max-width: 45rem) {
  thead { display: none; }
  tr, td, td.text { display: block; width: auto; }
  td { border: 0; padding: .1rem .6rem; }
  td.number { display: inline-block; }
  tr { border-top: 1px solid var(--rule); padding: .4rem 0; }
}
"""

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{name}: kept and dropped</title>
<style>{style}</style>
</head>
<body>
<h1 dir="auto">{name}</h1>
<p>{verdict}</p>
<h2>Fields</h2>
<table>
<tbody>
{fields}
</tbody>
</table>
<h2>Blocks</h2>
<p class="faint">{legend}</p>
<table>
<thead><tr><th></th><th>line</th><th>kind</th><th>score</th><th>reason</th><th>text</th></tr></thead>
<tbody>
{blocks}
</tbody>
</table>
</body>
</html>
"""


def as_page(article: Article) -> str:
    """The whole page, as text."""
    return _PAGE.format(
        name=escape(shown(article.input.name or "standard input")),
        verdict="An article." if article.is_article else "No article.",
        style=_STYLE,
        fields="\n".join([*map(_field, field_facts(article)), *(_line(*pair) for pair in summary(article))]),
        legend=escape(LEGEND),
        blocks="\n".join(map(_block, block_facts(article))),
    )


def _block(fact: BlockFact) -> str:
    state = "kept" if fact.mark == "+" else "dropped"
    hint = escape(f"{state}: {fact.reason} ({fact.score})")
    return (
        f'<tr class="{state} {escape(fact.kind)}" title="{hint}">'
        f'<td>{fact.mark}</td><td class="number">{escape(fact.place)}</td><td>{escape(fact.kind)}</td>'
        f'<td class="number">{escape(fact.score)}</td><td>{escape(fact.reason)}</td>'
        f'<td class="text" dir="auto">{escape(fact.text)}</td></tr>'
    )


def _field(fact: FieldFact) -> str:
    where = ", ".join(part for part in (fact.origin, f"line {fact.place}" if fact.place else "", fact.details) if part)
    return (
        f'<tr><th>{escape(fact.name)}</th><td dir="auto">{escape(fact.value)}</td>'
        f'<td>{escape(where)}</td><td class="number">{escape(fact.confidence)}</td>'
        f'<td class="faint" dir="auto">{escape(fact.words)}</td></tr>'
    )


def _line(name: str, words: str) -> str:
    return f'<tr><th>{escape(name)}</th><td colspan="4">{escape(words)}</td></tr>'
