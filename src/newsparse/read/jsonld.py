"""What a page's JSON-LD says about the article that the page is about."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, Any

from newsparse.read.claims import claim

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from newsparse.article import Claim

Node = dict[str, Any]

# A page's whole description is a few kilobytes; with the article's text, rarely a hundred.
_LONGEST = 1_000_000
_MOST_NODES = 2000
_MOST_AUTHORS = 50

_ARTICLES = frozenset(
    [
        *("article", "newsarticle", "reportagenewsarticle", "analysisnewsarticle", "askpublicnewsarticle"),
        *("backgroundnewsarticle", "opinionnewsarticle", "reviewnewsarticle", "advertisercontentarticle"),
        *("satiricalarticle", "scholarlyarticle", "medicalscholarlyarticle", "techarticle", "apireference", "report"),
        *("blogposting", "liveblogposting", "socialmediaposting", "discussionforumposting", "blog"),
    ]
)
_WORKS = frozenset(
    [
        *("webpage", "itempage", "creativework", "videoobject", "audioobject", "podcastepisode", "recipe", "review"),
        *("howto", "interview", "movie", "book", "product", "event", "newsevent", "qapage", "faqpage", "aboutpage"),
        *("profilepage", "collectionpage", "searchresultspage", "specialannouncement", "course", "dataset"),
    ]
)
_PUBLISHERS = frozenset(["organization", "newsmediaorganization", "website", "corporation"])
# Where a description of the page's article may hang; anything else that nests is about other things.
_BRANCHES = ("@graph", "mainEntity", "mainEntityOfPage", "subjectOf")

# Strings, matched so as to be left alone, and what may stand outside of them: comments, runs of commas.
# No alternative gives back what it took, and none can fail behind its first two characters.
_STRAY = re.compile(
    r"""("[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z))|/\*(?:[^*]|\*(?!/))*+(?:\*/|\*?\Z)|//[^\n]*+|(,[\s,]*+)""",
    re.DOTALL,
)
_BAD_ESCAPE = re.compile(r"""\\(?:(u[0-9a-fA-F]{4}|["\\/bfnrt])|u?)""")
_WRAPPING = re.compile(r"(?://|/\*)?\s{0,9}(?:<!\[CDATA\[|\]\]>|<!--|-->)\s{0,9}(?:\*/)?")
_SALVAGE = re.compile(r'"(headline|datePublished|dateModified)"\s{0,9}:\s{0,9}"([^"\\\n]{1,500})"\s{0,9}[,}\n]')
_BETWEEN = " \t\r\n,;"


def json_ld_claims(scripts: Sequence[str], titles: Sequence[str], urls: Sequence[str]) -> tuple[Claim, ...]:
    """The claims in the page's JSON-LD scripts, in a fixed order.

    Of several articles the one counts that stands under one of the page's `urls`, or whose headline is in one of its
    `titles`, else the first.
    """
    nodes = [node for script in scripts[:_MOST_NODES] for node in _nodes(_loaded(script))][:_MOST_NODES]
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    main = _main([node for node in nodes if _types(node) & _ARTICLES], titles, urls)
    works = [node for node in nodes if _types(node) & _WORKS]
    page = _main(works, titles, urls) if works else None
    made = list(_node_claims(main, by_id)) if main else []
    if page:
        known = {one.field for one in made}
        made += [one for one in _node_claims(page, by_id) if one.field not in known]
    if not any(one.field == "source" for one in made):
        made += _site_claims(nodes)
    if not main:
        made += _salvaged(scripts)
    return tuple(made)


def _loaded(script: str) -> list[Any]:
    """All values in a script, as far as they can be read."""
    if len(script) > _LONGEST:
        return []
    try:
        return [json.loads(script, strict=False)]
    except (ValueError, RecursionError):
        return _mended(script)


def _mended(script: str) -> list[Any]:
    text = _WRAPPING.sub("", script)
    if '"' not in text and "&quot;" in text:
        text = html.unescape(text)
    text = _STRAY.sub(_mended_piece, text)
    decoder = json.JSONDecoder(strict=False)
    values: list[Any] = []
    at = 0
    while True:
        while at < len(text) and text[at] in _BETWEEN:
            at += 1
        if at >= len(text) or len(values) >= _MOST_NODES:
            return values
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return values
        values.append(value)


def _mended_piece(piece: re.Match[str]) -> str:
    string, commas = piece.groups()
    if commas:
        return "" if piece.string[piece.end() : piece.end() + 1] in {"", "}", "]"} else ","
    if string and "\\" in string:
        return _BAD_ESCAPE.sub(_good_escape, string)
    return string or ""


def _good_escape(escape: re.Match[str]) -> str:
    return escape.group() if escape.group(1) else escape.group().removeprefix("\\")


def _nodes(values: list[Any]) -> Iterator[Node]:
    """The objects that may describe the page, in their order; what hangs from other branches is about other things."""
    waiting = values[::-1]
    seen = 0
    while waiting and seen < _MOST_NODES:
        seen += 1
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value[:_MOST_NODES][::-1]
        elif isinstance(value, dict):
            yield value
            waiting += [value[branch] for branch in reversed(_BRANCHES) if isinstance(value.get(branch), dict | list)]


def _types(node: Node) -> frozenset[str]:
    types = _listed(node.get("@type"))
    return frozenset(one.rsplit("/", 1)[-1].rsplit(":", 1)[-1].lower() for one in types if isinstance(one, str))


def _main(nodes: Sequence[Node], titles: Sequence[str], urls: Sequence[str]) -> Node | None:
    wanted = {_address(url) for url in urls}
    heads = [_folded(title) for title in titles]

    def fit(node: Node) -> int:
        here = any(_address(url) in wanted for url in _addresses(node))
        headline = _folded(_string(node.get("headline")) or _string(node.get("name")) or "")
        named = len(headline) > 3 and any(headline in head or head in headline for head in heads if len(head) > 3)
        return 2 * here + named

    # The first of the best: max keeps the order of the page.
    return max(nodes, key=fit, default=None)


def _addresses(node: Node) -> Iterator[str]:
    for key in ("url", "@id", "mainEntityOfPage"):
        value = node.get(key)
        for one in (value, value.get("@id"), value.get("url")) if isinstance(value, dict) else (value,):
            if isinstance(one, str):
                yield one


def _address(url: str) -> str:
    path = re.split("[?#]", url[:2000], maxsplit=1)[0]
    return path.rstrip("/").removeprefix("http").removeprefix("s").removeprefix("://")


def _folded(title: str) -> str:
    return " ".join(html.unescape(title[:1000]).casefold().split())


def _node_claims(node: Node, by_id: Mapping[str, Node]) -> Iterator[Claim]:
    """The claims of one article or page, in the order of the fields."""
    for key, (field, texts) in _KEYS.items():
        for text in texts(node.get(key), by_id):
            made = claim(field, text, f"json-ld:{key}")
            if made:
                yield made
    for key in ("author", "creator"):
        people = list(_people(node.get(key), by_id, key))
        yield from people
        if people:
            break


def _plain(value: Any, by_id: Mapping[str, Node]) -> list[str]:
    del by_id
    return [text for text in (_string(one) for one in _listed(value)[:5]) if text]


def _first(value: Any, by_id: Mapping[str, Node]) -> list[str]:
    return _plain(value, by_id)[:1]


def _named(value: Any, by_id: Mapping[str, Node]) -> list[str]:
    return [name for one in _listed(value)[:5] if (name := _name(one, by_id))][:1]


def _addressed(value: Any, by_id: Mapping[str, Node]) -> list[str]:
    del by_id
    return list(_addresses({"url": value}))[:1]


def _language(value: Any, by_id: Mapping[str, Node]) -> list[str]:
    if isinstance(value, dict):
        value = value.get("alternateName") or value.get("name")
    return _first(value, by_id)


def _not_free(value: Any, by_id: Mapping[str, Node]) -> list[str]:
    del by_id
    # The value is what the page says of being free; `false` alone would be dropped as a word that says nothing.
    return ["not free"] if str(value).strip().lower() in {"false", "http://schema.org/false", "no", "0"} else []


_KEYS: dict[str, tuple[str, Callable[[Any, Mapping[str, Node]], list[str]]]] = {
    "headline": ("title", _first),
    "name": ("title", _first),
    "alternativeHeadline": ("lede", _first),
    "description": ("lede", _first),
    "articleBody": ("body", _first),
    "datePublished": ("date", _first),
    "dateCreated": ("date", _first),
    "uploadDate": ("date", _first),
    "dateModified": ("modified", _first),
    "publisher": ("source", _named),
    "sourceOrganization": ("source", _named),
    "inLanguage": ("language", _language),
    "mainEntityOfPage": ("url", _addressed),
    "url": ("url", _addressed),
    "@type": ("type", _plain),
    "isAccessibleForFree": ("paywall", _not_free),
}


def _people(value: Any, by_id: Mapping[str, Node], key: str) -> Iterator[Claim]:
    for one in _listed(value)[:_MOST_AUTHORS]:
        node = _resolved(one, by_id)
        kind = ".Organization" if isinstance(node, dict) and _types(node) & _PUBLISHERS else ""
        listed = isinstance(node, dict) and isinstance(node.get("name"), list)
        names = [_string(name) for name in node["name"][:_MOST_AUTHORS]] if listed else [_name(node, by_id)]
        for name in names:
            made = claim("author", name, f"json-ld:{key}{kind}")
            if made:
                yield made


def _name(value: Any, by_id: Mapping[str, Node]) -> str | None:
    node = _resolved(value, by_id)
    if not isinstance(node, dict):
        return _string(node)
    name = next(iter(_listed(node.get("name"))), None)
    parts = [part for key in ("givenName", "familyName") if (part := _string(node.get(key)))]
    return _string(name) or " ".join(parts) or None


def _resolved(value: Any, by_id: Mapping[str, Node]) -> Any:
    if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
        return by_id.get(value["@id"], value)
    return value


def _site_claims(nodes: Sequence[Node]) -> list[Claim]:
    for node in nodes:
        kinds = _types(node) & _PUBLISHERS
        made = claim("source", _name(node, {}), f"json-ld:{min(kinds)}.name") if kinds else None
        if made:
            return [made]
    return []


def _salvaged(scripts: Sequence[str]) -> list[Claim]:
    """What can be read without knowing the structure, of a script too broken to have one."""
    found: dict[str, Claim] = {}
    for script in scripts[:_MOST_NODES]:
        if len(script) > _LONGEST or _loaded(script) or "Article" not in script:
            continue
        for key, text in _SALVAGE.findall(script):
            made = claim(_KEYS[key][0], text, f"json-ld:{key}")
            if made:
                found.setdefault(key, made)
    return list(found.values())


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _string(value: Any) -> str | None:
    if isinstance(value, str):
        return value
    if isinstance(value, dict):  # {"@value": "…", "@language": "en"}
        inner = value.get("@value")
        return inner if isinstance(inner, str) else None
    return None
