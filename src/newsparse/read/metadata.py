"""What an HTML page says about its article outside of the article: head, JSON-LD, microdata."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, cast
from urllib.parse import urljoin

from newsparse.read.claims import claim
from newsparse.read.jsonld import json_ld_claims

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from lxml.etree import _Element

    from newsparse.article import Claim

_MOST_OF_A_FIELD = 50
_MOST_TIMES = 20
_MOST_INSIDE = 200
# By axis and position: asking for parents of attributes takes quadratic time, walking on takes needless time.
_WITH_PROPERTY = "descendant::*[@itemprop][position() <= 200]"
_MOST_ANCESTORS = 60

# Names of meta elements, folded: lower case, Dublin Core's prefixes with a dot. By field, the usual ones first.
_META_NAMES: dict[str, str] = {
    "title": "title headline og:title twitter:title dc.title dcterms.title citation_title parsely-title sailthru.title "
    "article:title article.headline cxenseparse:title rnews:headline fb_title",
    "lede": "description og:description twitter:description dc.description dcterms.description dcterms.abstract "
    "sailthru.description abstract",
    "date": "article:published_time og:published_time og:article:published_time article:published article:publish_date "
    "article.published published_time published published-date published_date published_at publishtime publish_time "
    "publish-date publish_date publishdate publication_date publication-date publicationdate pubdate pub_date pub-date "
    "date datepublished date_published date-published dc.date dc.date.issued dc.date.published dc.date.created "
    "dc.created dc.issued dcterms.date dcterms.issued dcterms.created dcterms.available parsely-pub-date sailthru.date "
    "citation_publication_date citation_online_date citation_date cxenseparse:publishtime cxenseparse:recs:publishtime "
    "rnews:datepublished article_date_original originalpublicationdate article-publication-date og:pubdate "
    "og:release_date apub:time bytedance:published_time weibo:article:create_at displaydate ptime",
    "modified": "article:modified_time og:updated_time og:modified_time og:article:modified_time article:modified "
    "article:updated_time article.updated modified_time modified last-modified lastmodified last_modified lastmod "
    "datemodified date_modified revised updated updated_time dc.date.modified dc.modified dcterms.modified "
    "bytedance:updated_time rnews:datemodified article:lastupdate",
    "author": "author authors article:author og:article:author article.author article_author byl byline dc.creator "
    "dcterms.creator parsely-author sailthru.author citation_author cxenseparse:author rnews:author og:author creator "
    "shareaholic:article_author_name dcsext.author rbauthors weibo:article:author",
    "source": "og:site_name application-name publisher dc.publisher dcterms.publisher dc.source dcterms.source source "
    "cre twitter:app:name:iphone apple-mobile-web-app-title citation_journal_title",
    "language": "og:locale language dc.language dcterms.language content-language citation_language",
    "url": "og:url twitter:url parsely-link citation_public_url dc.identifier dcterms.identifier",
    "type": "og:type parsely-type dc.type dcterms.type pagetype page-type page_type cxenseparse:recs:articletype",
}
_FIELD_OF = {name: field for field, names in _META_NAMES.items() for name in names.split()}
_OTHERS_DATE = "meta:own date"
"""Origin of a date whose name only one site uses, and what is in such a name and at its end."""
_PARTS = ("publish", "publication", "pubdate", "uploaded")
_ENDINGS = ("date", "time", "at", "published", "publish", "uploaded")
_DATE_PROPERTIES = frozenset(["datepublished", "datecreated", "datemodified"])
_OWN_PREFIX = ("og:", "article:", "twitter:")
_CLOSED_TIERS = frozenset(["locked", "metered", "paid", "premium"])

_PROPERTIES = {
    "headline": "title",
    "description": "lede",
    "datepublished": "date",
    "datecreated": "date",
    "datemodified": "modified",
    "author": "author",
    "creator": "author",
    "publisher": "source",
    "inlanguage": "language",
}
_ARTICLE_TYPES = ("article", "posting", "report")
_HEADERS = frozenset(["header", "hgroup", "div"])


def claims_of(root: _Element, url_hint: str | None = None) -> tuple[Claim, ...]:
    """What the page says about itself: its head's elements in their order, then JSON-LD, microdata, and `<time>`.

    `url_hint` is the address that the caller knows the page by: it tells the page's article from others that it lists.
    """
    head = _Head(url_hint)
    for element in root.iter("meta", "title", "link", "script", "time"):
        head.read[element.tag](element)
    said = list(_language(root)) + head.claims
    titles = [one.value for one in said if one.field == "title"]
    urls = [one.value for one in said if one.field == "url"] + ([url_hint] if url_hint else [])
    said += json_ld_claims(head.scripts, titles[:_MOST_OF_A_FIELD], urls[:_MOST_OF_A_FIELD])
    said += _microdata(root)
    said += _times(head.times)
    return tuple(_once(said))


class _Head:
    """Gathers what one walk over the page meets."""

    def __init__(self, base: str | None) -> None:
        self.base = base
        self.claims: list[Claim] = []
        self.scripts: list[str] = []
        self.times: list[_Element] = []
        self.titled = False
        self.read: dict[str, Callable[[_Element], None]] = {
            "meta": self._meta,
            "title": self._title,
            "link": self._link,
            "script": self._script,
            "time": self._time,
        }

    def _add(self, field: str, value: str | None, origin: str) -> None:
        made = claim(field, value, origin)
        if made:
            self.claims.append(made)

    def _meta(self, element: _Element) -> None:
        content = element.get("content")
        if not content or len(self.claims) > 20 * _MOST_OF_A_FIELD:
            return
        for attribute in ("property", "name", "http-equiv", "itemprop"):
            said = element.get(attribute)
            if not said or (attribute == "itemprop" and not _of_the_page(element)):
                continue
            name = _folded(said)
            if name in _FIELD_OF:
                field = _FIELD_OF[name]
                self._add(field, self._absolute(content) if field == "url" else content, _origin(name))
                return
            if name == "article:content_tier" and content.strip().lower() in _CLOSED_TIERS:
                self._add("paywall", content, name)
            elif _is_named_publication(name):
                self._add("date", content, _OTHERS_DATE)

    def _title(self, element: _Element) -> None:
        parent = element.getparent()
        if self.titled or (parent is not None and parent.tag not in {"head", "html", "body"}):
            return  # pictures in SVG have titles too
        self.titled = True
        self._add("title", element.text, "title")

    def _link(self, element: _Element) -> None:
        relation = (element.get("rel") or "").lower()
        if relation == "canonical":
            self._add("url", self._absolute(element.get("href") or ""), "link:canonical")
        elif relation == "author":
            self._add("author", element.get("title"), "link:author")

    def _script(self, element: _Element) -> None:
        if "ld+json" in (element.get("type") or "").lower() and element.text:
            self.scripts.append(element.text)

    def _time(self, element: _Element) -> None:
        if len(self.times) < _MOST_TIMES and element.get("datetime"):
            self.times.append(element)

    def _absolute(self, address: str) -> str:
        address = address.strip()
        if not self.base or not address or address.startswith(("http://", "https://")):
            return address
        try:
            return urljoin(self.base, address)
        except ValueError:
            return address


def _folded(name: str) -> str:
    folded = name.strip().lower()
    if folded.startswith(("dc:", "dc_", "dcterms:", "dcterms_")):
        return folded.replace(":", ".", 1) if ":" in folded else folded.replace("_", ".", 1)
    return folded


def _is_named_publication(name: str) -> bool:
    """Whether a name of a site's own is that of a date of publication: `w-published-date`, `acme:uploaded`."""
    bare = re.sub(r"[^a-z]", "", name)
    return bare.endswith(_ENDINGS) and any(map(bare.__contains__, _PARTS))


def _of_the_page(element: _Element) -> bool:
    """Whether a property is a date, and of the page: one of an article is microdata, one of a list's item neither."""
    if (element.get("itemprop") or "").strip().lower() not in _DATE_PROPERTIES:
        return False
    ancestors = islice(element.iterancestors(), _MOST_ANCESTORS)
    return all(one.get("itemscope") is None or one.tag in {"html", "head", "body"} for one in ancestors)


def _origin(name: str) -> str:
    return name if name.startswith(_OWN_PREFIX) else f"meta:{name}"


def _language(root: _Element) -> Iterator[Claim]:
    top = root.getroottree().getroot()
    made = claim("language", top.get("lang") or top.get("xml:lang"), "html:lang")
    if made:
        yield made


def _microdata(root: _Element) -> Iterator[Claim]:
    """The properties of the first article that is marked up as one."""
    if not any(str(kind).lower().endswith(_ARTICLE_TYPES) for kind in cast("list[str]", root.xpath("//@itemtype"))):
        return
    article: _Element | None = None
    for element in cast("list[_Element]", root.xpath(_WITH_PROPERTY)):
        name = (element.get("itemprop") or "").strip()
        field = _PROPERTIES.get(name.lower())
        scope = _scope(element) if field else None
        if field is None or scope is None:
            continue
        if article is None:
            article = scope
        made = claim(field, _property(element), f"microdata:{name}") if scope is article else None
        if made:
            yield made


def _scope(element: _Element) -> _Element | None:
    """The article that a property belongs to; None where it belongs to something else, a comment or a product."""
    for number, ancestor in enumerate(element.iterancestors()):
        if number >= _MOST_ANCESTORS:
            return None
        if ancestor.get("itemscope") is not None:
            kind = (ancestor.get("itemtype") or "").lower()
            return ancestor if kind.endswith(_ARTICLE_TYPES) else None
    return None


def _property(element: _Element) -> str:
    if element.get("itemscope") is not None:
        inside = islice(element.iterdescendants(), _MOST_INSIDE)
        named = (one for one in inside if one.get("itemprop") == "name" and one.get("itemscope") is None)
        return next(map(_property, named), "")
    return element.get("content") or element.get("datetime") or _text(element)


def _text(element: _Element) -> str:
    # A name or a headline has few elements inside; what has many is no single value.
    if sum(1 for _ in islice(element.iter(), _MOST_INSIDE)) == _MOST_INSIDE:
        return ""
    return "".join(map(str, element.itertext()))


def _times(times: Iterable[_Element]) -> Iterator[Claim]:
    """The first times that say what they are, or that stand beside the headline; later ones belong to lists."""
    said: set[str] = set()
    for element in times:
        field = _field_of_time(element)
        made = claim(field, element.get("datetime"), "time") if field and field not in said else None
        if made:
            said.add(made.field)
            yield made


def _field_of_time(element: _Element) -> str | None:
    words = f"{element.get('itemprop') or ''} {element.get('class') or ''}".lower()
    if "modif" in words or "updat" in words:
        return "modified"
    if element.get("pubdate") is not None or "publi" in words or _beside_headline(element):
        return "date"
    return None


def _beside_headline(element: _Element) -> bool:
    for ancestor in islice(element.iterancestors(), 3):
        if ancestor.tag in {"body", "html", "main"}:
            return False
        if any(map(_has_headline, islice(ancestor, _MOST_INSIDE))):
            return True
    return False


def _has_headline(element: _Element) -> bool:
    return element.tag == "h1" or (element.tag in _HEADERS and any(one.tag == "h1" for one in islice(element, 20)))


def _once(said: Iterable[Claim]) -> Iterator[Claim]:
    seen: set[Claim] = set()
    counts: dict[str, int] = {}
    for one in said:
        counts[one.field] = counts.get(one.field, 0) + (one not in seen)
        if one not in seen and counts[one.field] <= _MOST_OF_A_FIELD:
            seen.add(one)
            yield one
