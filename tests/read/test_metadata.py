"""Every place where pages describe themselves gives its claims, also where the page is broken or hostile."""

from __future__ import annotations

import json

import pytest
from lxml import html

from newsparse.article import Claim
from newsparse.read.metadata import claims_of


def claimed(page: str, *fields: str, url: str | None = None) -> list[tuple[str, str, str]]:
    claims = claims_of(html.document_fromstring(page), url)
    return [(claim.field, claim.value, claim.origin) for claim in claims if not fields or claim.field in fields]


def values(page: str, *fields: str, url: str | None = None) -> list[str]:
    return [value for _, value, _ in claimed(page, *fields, url=url)]


def with_json(*scripts: object, head: str = "") -> str:
    texts = [script if isinstance(script, str) else json.dumps(script) for script in scripts]
    elements = "".join(f'<script type="application/ld+json">{text}</script>' for text in texts)
    return f"<html><head>{head}{elements}</head><body><p>x</p></body></html>"


ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Library opens",
    "description": "It costs 30 million.",
    "articleBody": "The town opens it.\n\nIt is new.",
    "datePublished": "2024-05-01T10:00:00+02:00",
    "dateModified": "2024-05-02",
    "author": [{"@type": "Person", "name": "Ann Lee"}, {"@type": "Organization", "name": "Ulm Desk"}, "Bo Ek"],
    "publisher": {"@type": "Organization", "name": "Ulm Post"},
    "inLanguage": "en",
    "mainEntityOfPage": {"@type": "WebPage", "@id": "https://example.org/1"},
    "isAccessibleForFree": "False",
}


def test_the_head_is_read_in_its_order() -> None:
    page = """<html lang="en-GB"><head><title>Library opens | Ulm Post</title>
    <meta property="og:title" content="Library opens"><meta name="description" content="It costs  30 million.">
    <meta property="article:published_time" content="2024-05-01"><meta name="author" content="Ann Lee">
    <link rel="canonical" href="https://example.org/1"><meta property="og:site_name" content="Ulm Post">
    <meta property="og:type" content="article"><meta property="og:locale" content="en_GB">
    <meta property="article:modified_time" content="2024-05-02"></head><body></body></html>"""
    assert claimed(page) == [
        ("language", "en-GB", "html:lang"),
        ("title", "Library opens | Ulm Post", "title"),
        ("title", "Library opens", "og:title"),
        ("lede", "It costs 30 million.", "meta:description"),
        ("date", "2024-05-01", "article:published_time"),
        ("author", "Ann Lee", "meta:author"),
        ("url", "https://example.org/1", "link:canonical"),
        ("source", "Ulm Post", "og:site_name"),
        ("type", "article", "og:type"),
        ("language", "en_GB", "og:locale"),
        ("modified", "2024-05-02", "article:modified_time"),
    ]


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("DC.title", "title"),
        ("dc:creator", "author"),
        ("DCTERMS_issued", "date"),
        ("dcterms.modified", "modified"),
        ("parsely-pub-date", "date"),
        ("sailthru.author", "author"),
        ("citation_author", "author"),
        ("cXenseParse:recs:publishtime", "date"),
        ("publish-date", "date"),
        ("w-published-date", "date"),
        ("acme:uploaded", "date"),
        ("twitter:title", "title"),
        ("application-name", "source"),
    ],
)
def test_names_of_meta_elements(name: str, field: str) -> None:
    for attribute in ("name", "property"):
        page = f'<html><head><meta {attribute}="{name}" content="Ulm 2024"></head><body></body></html>'
        assert [(found, value) for found, value, _ in claimed(page)] == [(field, "Ulm 2024")]


def test_a_json_ld_article_is_read() -> None:
    assert claimed(with_json(ARTICLE)) == [
        ("title", "Library opens", "json-ld:headline"),
        ("lede", "It costs 30 million.", "json-ld:description"),
        ("body", "The town opens it. It is new.", "json-ld:articleBody"),
        ("date", "2024-05-01T10:00:00+02:00", "json-ld:datePublished"),
        ("modified", "2024-05-02", "json-ld:dateModified"),
        ("source", "Ulm Post", "json-ld:publisher"),
        ("language", "en", "json-ld:inLanguage"),
        ("url", "https://example.org/1", "json-ld:mainEntityOfPage"),
        ("type", "NewsArticle", "json-ld:@type"),
        ("paywall", "not free", "json-ld:isAccessibleForFree"),
        ("author", "Ann Lee", "json-ld:author"),
        ("author", "Ulm Desk", "json-ld:author.Organization"),
        ("author", "Bo Ek", "json-ld:author"),
    ]


def test_references_in_a_graph_are_followed() -> None:
    graph = [
        {"@type": "WebSite", "@id": "#site", "name": "The site"},
        {"@type": "Organization", "@id": "#org", "name": "Ulm Post"},
        {"@type": "Person", "@id": "#ann", "name": "Ann Lee"},
        {
            "@type": ["Article", "NewsArticle"],
            "headline": "Library",
            "author": {"@id": "#ann"},
            "publisher": {"@id": "#org"},
        },
    ]
    page = with_json({"@context": "https://schema.org", "@graph": graph})
    assert values(page, "author", "source") == ["Ulm Post", "Ann Lee"]


def test_the_article_of_the_page_counts() -> None:
    other = {"@type": "NewsArticle", "headline": "Bridge closes", "url": "https://example.org/2"}
    mine = {"@type": "NewsArticle", "headline": "Library opens", "url": "https://example.org/1?from=list"}
    canonical = '<link rel="canonical" href="https://example.org/1">'
    assert values(with_json([other, mine], head=canonical), "title") == ["Library opens"]
    assert values(with_json(other, mine, head="<title>Library opens - Ulm Post</title>"), "title")[1:] == [
        "Library opens"
    ]
    assert values(with_json([other, mine]), "title", url="http://example.org/1/") == ["Library opens"]
    assert values(with_json([other, mine]), "title") == ["Bridge closes"]


def test_articles_inside_other_things_do_not_count() -> None:
    page = with_json(
        {"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "Bridge closes"}]},
        {"@type": "WebPage", "mainEntity": {"@type": "BlogPosting", "headline": "Library opens"}},
    )
    assert values(page, "title") == ["Library opens"]


def test_the_page_adds_what_its_article_leaves_out() -> None:
    page = with_json(
        {"@type": "Article", "headline": "Library opens"},
        {"@type": "WebPage", "name": "Library opens | Ulm Post", "datePublished": "2024-05-01"},
        {"@type": "WebSite", "name": "Ulm Post"},
    )
    assert values(page, "title", "date", "source") == ["Library opens", "2024-05-01", "Ulm Post"]


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "Library opens", "author": ["Ann Lee",],}',
        '{"@type": "NewsArticle", /* a "comment */ "headline": "Library opens", // more\n "author": "Ann Lee"}',
        '//<![CDATA[\n{"@type": "NewsArticle", "headline": "Library opens", "author": "Ann Lee"}\n//]]>',
        '<!-- {"@type": "NewsArticle", "headline": "Library opens", "author": "Ann Lee"} -->',
        '{"@type": "NewsArticle", "headline": "Library\n\topens", "author": "Ann\u0001 Lee"};',
        '{"@type": "WebSite"}{"@type": "NewsArticle", "headline": "Library opens", "author": "Ann Lee"}',
        '{"@type": "WebSite"},\n{"@type": "NewsArticle", "headline": "Library opens", "author": "Ann Lee"},',
        r'{"@type": "NewsArticle", "headline": "Library \opens", "author": "Ann Lee", "x": "\u12"}',
        '{"@type": "NewsArticle", "headline": "Library opens", "author": "Ann Lee"}'.replace('"', "&quot;"),
        '{"@type": "NewsArticle", "headline": "Library&nbsp;opens", "author": {"name": ["Ann Lee"]}}',
        '{"@type": "http://schema.org/NewsArticle", "headline": {"@value": "<p>Library</p>o<b>pens</b>"}, '
        '"author": {"givenName": "Ann", "familyName": "Lee"}}',
    ],
)
def test_broken_json_ld_is_mended(script: str) -> None:
    assert values(with_json(script), "title", "author") == ["Library opens", "Ann Lee"]


def test_strings_are_left_alone_when_json_ld_is_mended() -> None:
    script = r'{"@type": "Article", "headline": "Say \"a, ]\" // or /* b */ \\", "url": "https://example.org/1",}'
    assert values(with_json(script), "title", "url") == ['Say "a, ]" // or /* b */ \\', "https://example.org/1"]


def test_a_script_that_nothing_mends_still_has_its_dates() -> None:
    script = '{"@type": "NewsArticle", "headline": "A "quoted" word", "datePublished": "2024-05-01", "author": {'
    assert claimed(with_json(script)) == [("date", "2024-05-01", "json-ld:datePublished")]


@pytest.mark.parametrize(
    "script",
    [
        "[" * 100_000 + "]" * 100_000,
        '{"mainEntity":' * 100_000,
        '{"@graph":[' * 300 + "]}" * 300,
        '{"@type":"NewsArticle","articleBody":"' + "a" * 10_000_000 + '"}',
        '[{"@type":"WebSite"}' + ',{"@type":"WebSite"}' * 40_000 + "]",
        ",\n" * 300_000,
        "/*" * 300_000,
        '"\\' * 300_000,
        '"' + '\\"' * 300_000,
        "<![CDATA[" * 50_000,
        "null",
        '"Article"',
        "[[], {}, 1, null]",
        '{"@type": {"a": 1}, "author": {"name": {"name": 1}}}',
        '{"@type": "Article", "headline": 5, "author": [[["Ann"]]], "publisher": [], "@id": {}, "url": [1]}',
    ],
)
def test_hostile_json_ld_gives_nothing(script: str) -> None:
    assert values(with_json(script), "title", "author", "source", "body", "date") == []


def test_microdata_of_the_first_article_is_read() -> None:
    page = """<body><div itemscope itemtype="https://schema.org/Product"><b itemprop="description">Buy</b></div>
    <article itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">Library <i>opens</i></h1>
    <meta itemprop="datePublished" content="2024-05-01"><time itemprop="dateModified" datetime="2024-05-02">today</time>
    <p itemprop="author" itemscope itemtype="https://schema.org/Person">by <a itemprop="name">Ann Lee</a></p>
    <div itemprop="comment" itemscope itemtype="https://schema.org/Comment"><b itemprop="author">Cy</b></div></article>
    <article itemscope itemtype="https://schema.org/NewsArticle"><h2 itemprop="headline">Bridge</h2></article></body>"""
    assert claimed(page) == [
        ("title", "Library opens", "microdata:headline"),
        ("date", "2024-05-01", "microdata:datePublished"),
        ("modified", "2024-05-02", "microdata:dateModified"),
        ("author", "Ann Lee", "microdata:author"),
        ("modified", "2024-05-02", "time"),
    ]


def test_dates_of_the_page_need_no_article_around_them() -> None:
    page = """<html itemscope itemtype="https://schema.org/Thing"><head>
    <meta itemprop="datePublished" content="2024-05-01"><meta itemprop="name" content="Ulm Post"></head><body>
    <div itemscope itemtype="https://schema.org/Product"><meta itemprop="datePublished" content="2024-05-03"></div>
    </body></html>"""
    assert claimed(page) == [("date", "2024-05-01", "meta:datepublished")]


@pytest.mark.parametrize(
    "time",
    [
        '<header><h1>Library</h1><p><time datetime="2024-05-01">May</time></p></header>',
        '<div><div><h1>Library</h1></div><time datetime="2024-05-01">May</time></div>',
        '<p><time class="entry-date published" datetime="2024-05-01">May</time></p>',
        '<p><time itemprop="datePublished" datetime="2024-05-01">May</time></p>',
        '<p><time pubdate datetime="2024-05-01">May</time></p>',
    ],
)
def test_a_time_counts_where_it_says_what_it_is(time: str) -> None:
    assert claimed(f"<body>{time}</body>") == [("date", "2024-05-01", "time")]


def test_times_of_lists_do_not_count() -> None:
    page = """<body><p><time class="published" datetime="2024-05-01">x</time></p>
    <p><time class="updated" datetime="2024-05-02">x</time></p><ul><li><time datetime="2024-05-03">x</time></ul>
    <p><time class="published" datetime="2024-05-04">x</time>
    <time class="updated" datetime="2024-05-05">x</time></p></body>"""
    assert claimed(page) == [("date", "2024-05-01", "time"), ("modified", "2024-05-02", "time")]


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("Tom &amp;amp; Ann", ["Tom & Ann"]),
        (" A\n\t b\u00a0c ", ["A b c"]),
        ("A\x07\x1b\u202eB\u200b", ["AB"]),
        ("Bücher\u00adei", ["Bücherei"]),
        ("a" * 5000, ["a" * 2000]),
        ("null", []),
        ("undefined", []),
        ("None", []),
        ("", []),
        (" - ", []),
        ("{{ title }}", []),
    ],
)
def test_values_are_clean(said: str, value: list[str]) -> None:
    assert values(f'<html><head><meta property="og:title" content="{said}"></head></html>') == value


def test_authors_that_are_no_names_are_left_out() -> None:
    head = (
        '<meta property="article:author" content="https://example.org/ann"><meta name="author" content="a@example.org">'
    )
    assert values(f"<html><head>{head}</head></html>") == []


def test_addresses_are_whole() -> None:
    head = '<link rel="canonical" href="/1"><meta property="og:url" content="x">'
    assert values(f"<html><head>{head}</head></html>") == []
    assert values(f"<html><head>{head}</head></html>", url="https://example.org/a/")[0] == "https://example.org/1"


def test_titles_of_pictures_are_no_titles() -> None:
    page = "<html><head></head><body><svg><title>Logo</title></svg><svg><g><title>Icon</title></g></svg></body></html>"
    assert values(page) == []


def test_closed_tiers_are_a_paywall() -> None:
    for tier, value in (("locked", ["locked"]), ("metered", ["metered"]), ("free", [])):
        assert values(f'<html><head><meta property="article:content_tier" content="{tier}"></head></html>') == value


def test_nothing_is_said_twice_and_a_field_has_an_end() -> None:
    page = "<head>" + "".join(f'<meta name="author" content="Ann {number % 200}">' for number in range(2000))
    assert values(page) == [f"Ann {number}" for number in range(50)]


def test_a_page_without_anything_claims_nothing() -> None:
    assert claims_of(html.fragment_fromstring("<p>The town opens a library.</p>")) == ()
    assert claims_of(html.document_fromstring("<p lang=de>Die Stadt</p>")) == ()


@pytest.mark.parametrize(
    "body",
    [
        "<p itemprop=author itemscope>x</p>" * 50_000,
        "<div itemprop=headline>" * 200 + "<b></b>" * 50_000,
        "<div><h2>x</h2>" + '<time datetime="2024">x</time>' * 50_000,
        "<title>x</title>" * 50_000,
    ],
)
def test_hostile_pages_are_read(body: str) -> None:
    page = f'<body itemscope itemtype="https://schema.org/Article">{body}</body>'
    assert all(isinstance(claim, Claim) for claim in claims_of(html.document_fromstring(page)))
