"""Every place of a page that may say who published it, with what speaks for and against it."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from newsparse.article import Kind, Label, Page
from newsparse.lexicon.agencies import agencies_listed
from newsparse.lexicon.languages import read_data
from newsparse.lexicon.lines import recognise
from newsparse.lexicon.lines import source as source_line
from newsparse.lexicon.script import fold, units

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsparse.lexicon.languages import Lexicon

_NAMING = frozenset({"caller", "og:site_name", "json-ld:publisher"})
"""Claims that name whose page it is."""
_LONGEST = 60
"""Characters of a publisher's name."""
_LINES = 12
"""Blocks above the story and below it in which a source line is the article's own, not a chart's."""
_CLAIMS = 30
_ARTICLE = 3
"""Letters of an article before a name, in languages that have them."""
_SUFFIX = re.compile(r"\s(?:[|·•»–—-]|::)\s|\s?[|｜_：]\s?|\s[–—]\s")
_ADDRESS = re.compile(r"^(?:https?://)?(?:www\.)?([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,3})/?$", re.IGNORECASE)
_YEARS = re.compile(r"\b(?:19|20)\d\d(?:\s?[-–—/]\s?(?:(?:19|20)?\d\d))?\b")
_PUNCTUATION = r"[.。।|,،;:–—]|\s-\s"


class _Words(NamedTuple):
    """What `data/publishers.toml` knows, as patterns."""

    copyright: re.Pattern[str]
    rights: str
    """Compiled, as the next, when a page needs it."""
    legal_forms: str
    legal_words: frozenset[str]
    """The first word of each of them."""


@lru_cache(maxsize=1)
def _words() -> _Words:
    table = {key: [word.strip() for word in words.split(";")] for key, words in read_data("publishers.toml").items()}
    any_of = {key: "|".join(map(re.escape, sorted(words, key=len, reverse=True))) for key, words in table.items()}
    return _Words(
        copyright=re.compile(any_of["copyright"], re.IGNORECASE),
        rights=rf"(?i){_PUNCTUATION}|(?<!\w)(?:{any_of['rights']})",
        legal_forms=rf"(?i)(?:^|[\s,])(?:{any_of['legal_forms']})(?=$|[\s,.])\.?",
        legal_words=frozenset(_plain_words(form)[0] for form in table["legal_forms"]),
    )


class Candidate(NamedTuple):
    """One place that names a publisher."""

    name: str
    """In the words of the page."""
    key: str
    """The name as it is compared with others: letters and digits only, no legal form, no top-level domain."""
    origin: str
    """The evidence's `from`."""
    text: str
    """The words that were read."""
    traits: frozenset[str]
    """What speaks for and against it; their weights are in `source.WEIGHTS`."""
    block: int | None = None
    """Index of the block it stands in."""


def candidates(page: Page, labels: Sequence[Label], lexicon: Lexicon) -> tuple[Candidate, ...]:
    """All candidates of a page, claims first."""
    host = _host(page)
    found = (
        *_claimed(page),
        *_source_lines(page, labels, lexicon),
        *_suffixes(page),
        *_copyright_lines(page),
        *_domain(page, host),
    )
    named = [_without_house(candidate, name_key(host)) for candidate in found]
    lines = _standing_alone(page, frozenset(candidate.key for candidate in named))
    return tuple(_judged(candidate, host, lines) for candidate in named if candidate.key)


def _without_house(candidate: Candidate, domain: str) -> Candidate:
    """The name of the domain alone, where a copyright or a title has it among the words of its house, or of a part:
    `Example Post Media Group` at example-post.com is the Example Post."""
    words = candidate.name.split()
    if not domain or candidate.origin not in ("copyright line", "title suffix") or len(words) < 2:
        return candidate
    bare = domain.removeprefix("the")
    for first, last in combinations(range(len(words) + 1), 2):
        if name_key(" ".join(words[first:last])) == bare:
            start = 0 if first == 1 and len(words[0]) <= _ARTICLE else first
            name = " ".join(words[start:last])
            return candidate._replace(name=name, key=name_key(name))
    return candidate


def _is_domain(key: str, domain: str) -> bool:
    """Whether a name is that of the domain; addresses leave an article out."""
    return domain in (key, key.removeprefix("the"))


def _judged(candidate: Candidate, host: str, lines: frozenset[str]) -> Candidate:
    traits = set(candidate.traits)
    domain = name_key(host)
    if domain and candidate.origin != "url":
        if _is_domain(candidate.key, domain):
            traits.add("like the domain")
        elif len(candidate.key) >= 3 and (candidate.key in domain or domain in candidate.key):
            traits.add("in the domain")
        elif candidate.origin == "copyright line" and candidate.key.isascii():
            traits.add("not in the domain")
    if candidate.key in lines and candidate.origin not in {"source line", "url"}:
        traits.add("line of its own")
    if _ADDRESS.match(candidate.name) and candidate.origin != "url":
        traits.add("an address")
    if _without_legal_form(candidate.name) != candidate.name:
        traits.add("legal form")
    if units(candidate.name) > 5:
        traits.add("long")
    return Candidate(
        candidate.name, candidate.key, candidate.origin, candidate.text, frozenset(traits), candidate.block
    )


@lru_cache(maxsize=512)
def name_key(name: str) -> str:
    """What of a publisher's name is compared: `The Example-Post.com` and `the examplepost` are the same."""
    address = _ADDRESS.match(name) if "." in name else None
    if address:
        parts = address[1].lower().removeprefix("www.").split(".")
        # A short second level (co.uk, com.tr) belongs to the top level.
        name = "".join(parts[:-2] if len(parts) > 2 and len(parts[-2]) <= 3 else parts[:-1])
    folded = fold(_without_legal_form(name))
    return folded if folded.isalnum() else "".join(filter(str.isalnum, folded))


def _without_legal_form(name: str) -> str:
    if _words().legal_words.isdisjoint(_plain_words(name)):
        return name
    return re.sub(_words().legal_forms, " ", name)


def _plain_words(name: str) -> list[str]:
    """The words of a name as they part legal forms from it: at blanks, commas and dots."""
    return name.lower().replace(",", " ").replace(".", " ").split()


# ---------------------------------------------------------------- claims


def _claimed(page: Page) -> Iterator[Candidate]:
    for claim in page.claimed("source")[:_CLAIMS]:
        if claim.origin == "caller":
            yield Candidate(claim.value, fold(claim.value), "caller", claim.value, frozenset({"caller"}))
            continue
        name = _without_tagline(claim.value)
        if 1 < len(name) <= _LONGEST and not name.startswith("@"):
            traits = frozenset({claim.origin.partition(":")[0], claim.origin})
            yield Candidate(name, name_key(name), claim.origin, claim.value, traits)


def _without_tagline(name: str) -> str:
    """`Example Post – News from the valley` without what follows the dash."""
    bare = name.strip(" -–—|·»:")
    if "://" in bare:
        bare = host_of(bare)
    parts = [part for part in re.split(r"\s[|·•»–—-]\s|\s?[|｜]\s?", bare) if part]
    return parts[0] if parts and len(bare) > 25 else bare


def _host(page: Page) -> str:
    hosts = (host_of(claim.value) for claim in page.claimed("url"))
    return next((host for host in hosts if host and not host.replace(".", "").isdigit()), "")


def _domain(page: Page, host: str) -> Iterator[Candidate]:
    if host:
        said = next(claim.value for claim in page.claimed("url"))
        yield Candidate(host, name_key(host), "url", said[:200], frozenset({"url"}))


# ---------------------------------------------------------------- lines


def _source_lines(page: Page, labels: Sequence[Label], lexicon: Lexicon) -> Iterator[Candidate]:
    """The lines that name the source beside the story; one between its paragraphs belongs to a picture or a chart."""
    story = [index for index, label in enumerate(labels) if label.kept]
    size = len(page.blocks)
    first, last = (story[0], story[-1]) if story else (0, size - 1)
    around = (*range(last - 1, min(size, last + _LINES)), *range(max(0, first - _LINES), min(size, first + 2)))
    for index in dict.fromkeys(i for i in around if 0 <= i < size):
        text = page.blocks[index].text
        # Nearly every line was recognised before, as nothing that announces.
        known = 0 < len(text) <= 2 * _LONGEST and recognise(text, lexicon) is not None
        found = source_line(text.strip(), lexicon) if known else None
        if found is None or found.kind is not Kind.SOURCE:
            continue
        name = _address_name(found.value)
        if name:
            traits = {"source line"} | ({"an agency"} if _names_agency(name) else set())
            if any(claim.origin in _NAMING for claim in page.claimed("source")):
                traits.add("beside the site's name")
            yield Candidate(name, name_key(name), "source line", text, frozenset(traits), index)


def _names_agency(name: str) -> bool:
    """Whether a source is a list, or an agency with a desk of its: whom the story or a picture came from."""
    words = name.split()
    return bool(agencies_listed(name) or agencies_listed(words[0])) or any(mark in name for mark in "/;,")


def _address_name(value: str) -> str:
    """The publisher of a source line: without an address that follows it, or the address's host where it is all."""
    words = value.split()
    kept = [word for word in words if "://" not in word]
    if kept:
        return " ".join(kept).strip(" -–—|,()（）")[:_LONGEST]
    return host_of(words[0]) if words else ""


def host_of(address: str) -> str:
    """The host of an address without `www.`; empty where there is none."""
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.") if "." in host and len(host) <= 80 else ""


def _standing_alone(page: Page, keys: frozenset[str]) -> frozenset[str]:
    """Those of the keys of names that a block is nothing but."""
    # Making a key takes long, and few lines begin like one of those looked for.
    firsts = {key[0] for key in keys if key} | {"h", "w"}  # those of http and www
    texts = (block.text for block in page.blocks if len(block.text) <= _LONGEST)
    likely = (text for text in texts if text[0].lower() in firsts or not (text[0].isascii() and text[0].isalnum()))
    return keys.intersection(map(name_key, likely))


def _suffixes(page: Page) -> Iterator[Candidate]:
    """What stands after the last separator of the page's title: of `<title>`, or of a text's first line."""
    titles = [(claim.value, None) for claim in page.claimed("title")[:6]]
    first = [(block.text, index) for index, block in enumerate(page.blocks[:3]) if len(block.text) <= 300]
    for text, index in (*titles, *first):
        cuts = list(_SUFFIX.finditer(text))
        if not cuts:
            continue
        name = text[cuts[-1].end() :].strip()
        if not 1 < len(name) <= _LONGEST or units(name) > 6:
            continue
        heads = frozenset(name_key(text[: cut.start()].strip()) for cut in (cuts[0], cuts[-1]))
        titled = any(name_key(title) in heads for title, _ in titles) or bool(_standing_alone(page, heads))
        yield Candidate(
            name,
            name_key(name),
            "title suffix",
            text,
            frozenset({"title suffix", "suffix of a repeated title"} if titled else {"title suffix"}),
            index,
        )


def _copyright_lines(page: Page) -> Iterator[Candidate]:
    """Who a copyright line names."""
    seen = 0
    for index in range(len(page.blocks) - 1, -1, -1):
        text = page.blocks[index].text
        if "20" not in text and "19" not in text:  # as nearly everywhere
            continue
        # A copyright sign in a caption names whoever took the picture; a year makes it the page's own.
        if len(text) > 400 or not _YEARS.search(text) or not _words().copyright.search(text):
            continue
        name = _owner(text)
        if name:
            yield Candidate(name, name_key(name), "copyright line", text, frozenset({"copyright line"}), index)
        seen += 1
        if seen == 4:
            return


def _owner(text: str) -> str:
    found = _words().copyright.search(text)
    if found is None:
        return ""
    before, after = text[: found.start()], text[found.end() :]
    for part in (after, before):
        bare = _words().copyright.sub(" ", part)
        bare = _YEARS.sub(" ", bare)
        bare = bare.strip(' \t©ⓒ.,;:|–—-«»"“”„()')
        cut = re.search(_words().rights, bare)
        bare = (bare[: cut.start()] if cut else bare).strip(' \t©ⓒ,;:|–—-«»"“”„()')
        bare = re.sub(r"^(?:by|von|by the)\s", "", bare)
        if 1 < len(bare) <= _LONGEST and units(bare) <= 6:
            return re.sub(_words().legal_forms, "", bare).strip(" ,&")
    return ""
