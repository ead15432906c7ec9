"""A page's tree → HTML, in one of several styles."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from random import Random

from .tree import Box, Leaf, Node
from .words import Tongue

STYLES = ("semantic", "wordpress", "soup", "divs", "table", "amp")
PROSE = frozenset(["p", "summary", "pitch", "bio", "legal"])
"""Roles whose text may have links and emphasis inside."""


@dataclass(frozen=True)
class Look:
    """How one page is marked up: its elements, its class names and its site."""

    style: str
    tags: dict[str, str]
    classes: dict[str, str]
    site: str
    chance: Random


@cache
def tables() -> dict[str, dict[str, dict[str, str] | str]]:
    return tomllib.loads(Path(__file__).with_name("styles.toml").read_text("utf-8"))


def look(style: str, chance: Random) -> Look:
    """Elements of the style, and class names that the site would have for all its pages."""
    tags = tables()["tags"][style]
    assert isinstance(tags, dict)
    names = {role: str(words).split() for role, words in tables()["words"].items()}
    prefix = chance.choice(["", "", "c-", "site-", "o-", "news__"])
    opaque = style == "soup" or (style == "divs" and chance.random() < 0.5)
    classes = {role: _opaque(chance) if opaque else prefix + chance.choice(names[role]) for role in names}
    for role in ("p", "entry", "h2"):
        if chance.random() < 0.7:
            classes.pop(role, None)
    return Look(style, tags, {} if style == "table" else classes, f"https://www.{_word(chance)}.example", chance)


def markup(page: Box, title: str, tongue: Tongue, style: str, chance: Random) -> str:
    """The whole document."""
    dress = look(style, chance)
    direction = ' dir="rtl"' if tongue.rtl and chance.random() < 0.8 else ""
    language = f' lang="{tongue.code}"' if chance.random() < 0.8 else ""
    mark = " amp" if style == "amp" else ""
    head = "\n".join(_head(page, title, dress))
    body = _node(page, dress, tongue)
    opening = f"<!DOCTYPE html>\n<html{mark}{language}{direction}>\n"
    return f"{opening}<head>\n{head}\n</head>\n<body>\n{body}\n</body>\n</html>\n"


def _head(page: Box, title: str, dress: Look) -> list[str]:
    chance = dress.chance
    name = next((leaf.text for leaf in _flat(page) if leaf.role == "site"), "")
    full = f"{title}{chance.choice([' | ', ' - ', ' – '])}{name}" if chance.random() < 0.8 else title
    lines = ['<meta charset="utf-8">', f"<title>{escape(full)}</title>"]
    if chance.random() < 0.6:
        lines.append(f'<meta property="og:title" content="{escape(title)}">')
    standfirst = next((leaf.text for leaf in _flat(page) if leaf.role == "standfirst"), None)
    if standfirst and chance.random() < 0.6:
        lines.append(f'<meta name="description" content="{escape(standfirst)}">')
    if chance.random() < 0.4:
        facts = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": title}
        lines.append(f'<script type="application/ld+json">{json.dumps(facts, ensure_ascii=False)}</script>')
    if chance.random() < 0.4:
        lines.append("<style>.hidden{display:none}</style><script>window.dataLayer=[];</script>")
    return lines


def _flat(box: Box) -> list[Leaf]:
    found: list[Leaf] = []
    for item in box.items:
        found += [item] if isinstance(item, Leaf) else _flat(item)
    return found


def _node(node: Node, dress: Look, tongue: Tongue) -> str:
    if isinstance(node, Leaf) and node.role == "image":
        return f'<img src="{_url(dress, tongue)}.jpg" alt="{escape(node.text)}">'
    if isinstance(node, Leaf):
        inside = _line(node, dress, tongue)
    else:
        inside = "\n".join(["", *(_node(item, dress, tongue) for item in node.items), ""])
    return _wrapped(inside, node.role, dress)


def _wrapped(inside: str, role: str, dress: Look) -> str:
    """In the elements of its role, the outermost with the class."""
    tags = dress.tags.get(role, "div").split(">")
    name = dress.classes.get(role)
    for depth, tag in reversed(list(enumerate(tags))):
        mark = f' class="{name}"' if name and depth == 0 else ""
        inside = f"{inside}<br><br>" if tag == "br" else f"<{tag}{mark}>{inside}</{tag}>"
    return inside


def _line(leaf: Leaf, dress: Look, tongue: Tongue) -> str:
    if leaf.linked:
        return f'<a href="{_url(dress, tongue)}">{escape(leaf.text)}</a>'
    if leaf.role not in PROSE or dress.chance.random() > (0.25 if tongue.space else 0.05):
        return escape(leaf.text)
    return _emphasised(leaf.text, dress, tongue)


def _emphasised(text: str, dress: Look, tongue: Tongue) -> str:
    """With a link or emphasis on some of its words."""
    parts = text.split(" ") if tongue.space and " " in text else list(text)
    first = dress.chance.randrange(len(parts))
    last = min(len(parts), first + dress.chance.randint(1, 4))
    opened = dress.chance.choice([f'<a href="{_url(dress, tongue)}">', "<b>", "<em>", "<strong>"])
    closed = f"</{opened[1:].split(' ')[0].rstrip('>')}>"
    gap = " " if tongue.space and " " in text else ""
    pieces = [gap.join(parts[a:b]) for a, b in ((0, first), (first, last), (last, len(parts)))]
    before, inside, after = map(escape, pieces)
    return f"{before}{gap if first else ''}{opened}{inside}{closed}{gap if last < len(parts) else ''}{after}"


def _url(dress: Look, tongue: Tongue) -> str:
    return f"{dress.site}/{_word(dress.chance)}/{tongue.code}/{dress.chance.randint(10**4, 10**7)}"


def _word(chance: Random) -> str:
    return "".join(chance.choice("bdfklmnprst") + chance.choice("aeiou") for _ in range(chance.randint(2, 4)))


def _opaque(chance: Random) -> str:
    sign = "abcdefghijklmnopqrstuvwxyz0123456789"
    return chance.choice(["css-", "sc-", "_", "jsx-"]) + "".join(chance.choice(sign) for _ in range(6))
