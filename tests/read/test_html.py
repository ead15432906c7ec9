"""HTML → blocks. The tables give a page's mark-up and the texts of its blocks."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from newsparse.article import Block, Shape
from newsparse.read import read
from newsparse.read.html import blocks_of, parse, read_html


def blocks(markup: str) -> list[Block]:
    return list(read_html(markup).blocks)


def texts(markup: str) -> list[str]:
    return [block.text for block in blocks(markup)]


TEXTS = [
    ("paragraphs", "<p>One.</p><p>Two.</p>", ["One.", "Two."]),
    ("nothing is closed", "<div><p>One.<p>Two.<ul><li>a<li>b", ["One.", "Two.", "a", "b"]),
    ("inline elements part no words", "<p>br<b>ea</b>d and <i>wa</i>ter</p>", ["bread and water"]),
    ("white space is folded", "<p> one \n\t two\u00a0three </p>", ["one two three"]),
    ("text beside a block", "<div>above<p>inside</p>below</div>", ["above", "inside", "below"]),
    ("text without elements", "just words", ["just words"]),
    ("a line break", "<p>roses are red<br>violets are blue</p>", ["roses are red\nviolets are blue"]),
    ("two line breaks part paragraphs", "<div>One.<br><br>Two.<br /> <br />Three.</div>", ["One.", "Two.", "Three."]),
    ("line breaks at the ends", "<p><br>One.<br></p>", ["One."]),
    ("verse in a pre", "<pre>\n  one\n    two\n</pre>", ["  one\n    two"]),
    ("lists in lists", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", ["a", "b", "c"]),
    ("definitions", "<dl><dt>ferry</dt><dd>a boat</dd></dl>", ["ferry", "a boat"]),
    ("a picture", "<figure><img alt='no'><figcaption>The pier</figcaption></figure>", ["The pier"]),
    ("rows of data", "<table><tr><th>Day<th>Boats<tr><td>Monday<td>4</table>", ["Day | Boats", "Monday | 4"]),
    ("a table as layout", "<table><tr><td><p>Menu</p><td><p>Story.</p></table>", ["Menu", "Story."]),
    ("entities", "<p>Fish &amp; chips &#8211; 5&nbsp;&euro;</p>", ["Fish & chips – 5 €"]),
    ("nul characters", "<p>o\0ne</p>", ["one"]),
    ("lone surrogates", "<p>o\ud83dne</p>", ["o?ne"]),
    ("wrong nesting", "<p><b>One.</p><p>Two.</b></p>", ["One.", "Two."]),
    ("a frame of tags alone", "<div><span></span></div>", []),
    ("an unfinished tag", "<p>One.</p><p clas", ["One."]),
]


@pytest.mark.parametrize(("markup", "expected"), [row[1:] for row in TEXTS], ids=[row[0] for row in TEXTS])
def test_texts(markup: str, expected: list[str]) -> None:
    assert texts(markup) == expected


INVISIBLE = [
    "<script>no</script>",
    "<script type='text/template'><p>no</p></script>",
    "<style>p { color: no }</style>",
    "<template><p>no</p></template>",
    "<noscript><p>no</p></noscript>",
    "<textarea>no</textarea>",
    "<select><option>no</select>",
    "<svg><title>no</title><text>no</text></svg>",
    "<iframe>no</iframe>",
    "<p hidden>no</p>",
    "<div hidden=''><p>no<p>no</div>",
    "<div style='color:red; display : none'><p>no</p></div>",
    "<span style='VISIBILITY:hidden'>no</span>",
    "<!-- no -->",
    "<?php no ?>",
    "<object><p>no</p></object>",
]


@pytest.mark.parametrize("markup", INVISIBLE)
def test_what_nobody_sees_is_in_no_block(markup: str) -> None:
    assert texts(f"<p>above</p>{markup}<p>below</p>") == ["above", "below"]


@pytest.mark.parametrize("markup", ["<script>no</script>", "<span hidden>no</span>", "<!-- no -->"])
def test_what_stands_behind_it_is(markup: str) -> None:
    assert texts(f"<p>here{markup} and there</p>") == ["here and there"]


@pytest.mark.parametrize("markup", ["<p hidden='until-found'>yes</p>", "<p style='display:block'>yes</p>"])
def test_what_can_be_seen(markup: str) -> None:
    assert texts(markup) == ["yes"]


def test_head_and_title_are_no_text() -> None:
    assert texts("<html><head><title>no</title><meta name='a'></head><body>yes</body></html>") == ["yes"]


SHAPES = [
    ("<p>a</p>", Shape.PARAGRAPH, 0),
    ("<div>a</div>", Shape.LINE, 0),
    ("<h1>a</h1>", Shape.HEADING, 1),
    ("<h4><span>a</span></h4>", Shape.HEADING, 4),
    ("<h2><div>a</div></h2>", Shape.HEADING, 2),
    ("<ul><li>a</ul>", Shape.LIST_ITEM, 1),
    ("<ul><li><p>a</ul>", Shape.LIST_ITEM, 1),
    ("<ol><li><ul><li>a</ul></ol>", Shape.LIST_ITEM, 2),
    ("<blockquote>a</blockquote>", Shape.QUOTE, 0),
    ("<blockquote><p>a</p></blockquote>", Shape.QUOTE, 0),
    ("<figcaption><p>a</p></figcaption>", Shape.CAPTION, 0),
    ("<table><tr><td>a</table>", Shape.TABLE, 0),
    ("<table><tr><td><p>a</p></table>", Shape.PARAGRAPH, 0),
    ("<pre><code>a</code></pre>", Shape.CODE, 0),
    ("<article><p>b<div>a</div></article>", Shape.LINE, 0),
]


@pytest.mark.parametrize(("markup", "shape", "level"), SHAPES)
def test_shapes(markup: str, shape: Shape, level: int) -> None:
    last = blocks(markup)[-1]
    assert (last.text, last.shape, last.level) == ("a", shape, level)


@pytest.mark.parametrize(
    ("markup", "share"),
    [
        ("<p>no link</p>", 0.0),
        ("<p><a href='/'>all of it</a></p>", 1.0),
        ("<a href='/'><p>all of it</p></a>", 1.0),
        ("<p><a href='/'>half</a> <i>half</i></p>", 0.5),
        ("<p><a href='/'>   </a>none</p>", 0.0),
    ],
)
def test_share_of_links(markup: str, share: float) -> None:
    assert blocks(markup)[0].link_share == share


@pytest.mark.parametrize(
    ("markup", "strong"),
    [
        ("<p><b>all bold</b></p>", True),
        ("<strong><div>all bold</div></strong>", True),
        ("<p><strong>bold</strong> <b>twice</b></p>", True),
        ("<p>Plain, but for one <b>word</b></p>", False),
        ("<h2>a heading</h2>", False),
    ],
)
def test_strong(markup: str, strong: bool) -> None:
    assert blocks(markup)[0].strong is strong


def test_a_link_does_not_reach_beyond_its_end() -> None:
    first, second = blocks("<p><a href='/'>linked</a></p><p>not linked</p>")
    assert (first.link_share, second.link_share) == (1.0, 0.0)


def test_the_path_names_the_elements_around() -> None:
    markup = "<body class=page><main><div id=story class='a b' role=main style=x><p itemprop=text>One.</p></div></main>"
    assert [sorted(step.split()) for step in blocks(markup)[0].path] == [
        ["body", "page"],
        ["main"],
        ["a", "b", "div", "main", "story"],
        ["p", "text"],
    ]


def test_blocks_of_html_have_no_lines() -> None:
    assert [block.lines for block in blocks("<p>One.</p>\n\n<p>Two.</p>")] == [None, None]


@pytest.mark.parametrize("markup", ["", " \n", "<!-- only this -->", "<?xml version='1.0'?>", "<", "<>", "</p>"])
def test_no_text_no_blocks(markup: str) -> None:
    assert texts(markup) in ([], [markup])


def test_control_characters_leave_with_the_reader() -> None:
    page = read("<p>red \x1b[31m alert \x9b2J\u202e</p>", "html")
    assert [block.text for block in page.blocks] == ["red [31m alert 2J"]


DEEP = [
    ("containers", "<div>", "</div>"),
    ("emphasis", "<b>", "</b>"),
    ("lists", "<ul><li>", "</li></ul>"),
    ("tables", "<table><tr><td>", "</td></tr></table>"),
    ("links", "<a href='/'>", "</a>"),
    ("quotes", "<blockquote class='x'>", "</blockquote>"),
    ("elements of no standard", "<x-y>", "</x-y>"),
]


@pytest.mark.parametrize("times", [100, 2100, 10_000])
@pytest.mark.parametrize(("opening", "closing"), [row[1:] for row in DEEP], ids=[row[0] for row in DEEP])
def test_deep_nesting_loses_no_text(opening: str, closing: str, times: int) -> None:
    page = f"<p>above</p>{opening * times}inside{closing * times}<p>below</p>"
    assert texts(page) == ["above", "inside", "below"]
    assert texts(f"<p>above</p>{opening * times}inside") == ["above", "inside"]


def test_a_hundred_thousand_deep() -> None:
    assert texts("<p>above</p>" + "<div>" * 100_000 + "inside" + "</div>" * 100_000 + "below") == [
        "above",
        "inside",
        "below",
    ]


def test_deep_nesting_keeps_blocks_apart_and_words_together() -> None:
    assert texts("<div>" * 3000 + "<p>one</p><p>t<b>w</b>o</p><h2>three</h2>") == ["one", "two", "three"]


def test_deep_nesting_shows_nothing_hidden() -> None:
    markup = "<p>a<script>var no = '<div>';</script><!-- <p>no --><style>no</style></p>" + "<i>" * 3000
    assert texts(markup + "b<script>no</script><textarea><div>no</textarea>") == ["a", "b"]


@pytest.mark.parametrize(
    "markup",
    ["<div><b>{}</p>", "<p><div>{}</b>", "<b><i><p>{}", "<table><tr><td>{}</b>", "</b></div></p>{}<div>"],
)
def test_tags_that_match_nothing(markup: str) -> None:
    found = " ".join(texts("".join(markup.format(f" {number} ") for number in range(3000))))
    assert found.split() == [str(number) for number in range(3000)]


@pytest.mark.parametrize("unclosed", ["<!--", "<script>", "<div title='", "<", "<a", "</"])
def test_what_never_ends_ends(unclosed: str) -> None:
    assert "above" in texts(f"<p>above</p>{'<div>' * 3000}{unclosed * 50_000}")


TAGS = st.sampled_from(
    ("div", "p", "span", "b", "a", "li", "ul", "h2", "td", "tr", "table", "blockquote", "pre", "em", "section")
)
WORDS = st.from_regex(r"[a-z]{1,8}", fullmatch=True)
NOTHING = st.sampled_from(["<script>NO</script>", "<p hidden>NO</p>", "<template>NO</template>", "<!--NO-->", "<br>"])
MARKUP = st.recursive(
    st.one_of(WORDS.map(lambda word: f" {word} "), NOTHING),
    lambda inner: st.tuples(TAGS, st.lists(inner, max_size=4), st.booleans()).map(
        lambda one: f"<{one[0]}>{''.join(one[1])}" + (f"</{one[0]}>" if one[2] else "")
    ),
    max_leaves=30,
)


@given(MARKUP)
def test_all_visible_words_in_order_and_no_other(markup: str) -> None:
    bare = etree.tostring(
        etree.HTML("<body>" + markup.replace("NO", "") + "</body>"), method="text", encoding="unicode"
    )
    found = texts("<body>" + markup)
    assert " ".join(found).replace("|", " ").split() == bare.split()
    assert all(text.strip() for text in found)


@given(MARKUP)
def test_the_tree_is_not_changed(markup: str) -> None:
    root = parse(f"<body>{markup}</body>")
    assert root is not None
    before = etree.tostring(root)
    assert blocks_of(root) == blocks_of(root)
    assert etree.tostring(root) == before


def test_a_story_that_waits_for_its_script_is_read() -> None:
    """Streamed pages hold their text in a hidden element; a small hidden menu stays hidden."""
    story = "".join(
        f"<p>The harbour master counted {n} boats before the fog came in from the east.</p>" for n in range(30)
    )
    page = f"<body><p>Loading</p><div hidden id='S:1'>{story}</div></body>"
    assert len(read_html(page).blocks) == 31
    assert [block.text for block in read_html("<body><p>Loading</p><p hidden>Menu</p></body>").blocks] == ["Loading"]


def test_parts_that_a_server_streams_late_stand_where_they_belong() -> None:
    page = """<body><h1>Title</h1><p>First.</p><template id="B:0"></template> and so on<p>Last.</p>
    <div hidden id="S:0"><p>Second.</p><template id="P:1"></template></div><div hidden id="S:1"><p>Third.</p></div>
    <script>$RS("S:1","P:1")</script><script>$RC("B:0","S:0")</script></body>"""

    assert texts(page) == ["Title", "First.", "Second.", "Third.", "and so on", "Last."]


def test_a_streamed_page_without_its_scripts_has_its_parts_where_their_numbers_are() -> None:
    page = """<body><p>First.</p><template id="B:a"></template><p>Last.</p>
    <div hidden id="S:a"><p>Second.</p></div><div hidden id="S:b"><p>Unseen.</p></div>"""

    assert texts(page) == ["First.", "Second.", "Last."]


def test_a_streamed_part_that_belongs_inside_itself_stays_hidden() -> None:
    page = """<body><p>Seen.</p><div hidden id="S:0"><p>Unseen.</p><template id="B:0"></template></div>
    <script>$RC("B:0","S:0")</script></body>"""

    assert texts(page) == ["Seen."]


STORY = " ".join(f"Sentence number {number} of a story about the ferry to the island." for number in range(60))


def claiming(shown: str, hidden: str) -> str:
    head = json.dumps({"@type": "NewsArticle", "articleBody": STORY})
    furniture = "".join(f"<p>This is paragraph {number} of something else on the page.</p>" for number in range(30))
    return (
        f'<head><script type="application/ld+json">{head}</script></head><body>{furniture}'
        f"<p>{shown}</p><div hidden><p>{hidden}</p></div></body>"
    )


def test_a_story_that_the_page_claims_and_hides_is_read() -> None:
    assert STORY in texts(claiming("Read more.", STORY))


def test_what_is_hidden_beside_a_story_that_is_seen_stays_unread() -> None:
    other = " ".join(f"Something else, number {number}, that nobody asked to see." for number in range(60))

    assert other in texts(claiming("Read more.", f"{STORY}</p><p>{other}"))
    assert other not in texts(claiming(STORY, other))


def test_an_element_left_open_in_a_noscript_holds_no_page() -> None:
    story = "The ferry runs again from June, the council said, and most of the islands are glad of it."
    page = read_html(
        f"<body><NOSCRIPT><div id=off></noscript ><main><p>{story}</p></main><noscript>no</noscript></body>"
    )
    assert [block.text for block in page.blocks] == [story]
    assert read_html("<body><noscript>" * 20000).blocks == ()
