"""Markdown → blocks. The tables give a document and its blocks, a mark before each: # heading, - item, > quote, …"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsparse.article import Article, Block, Evidence, Input, Kind, LabelledBlock, Shape
from newsparse.read import read
from newsparse.read.markdown import read_markdown
from newsparse.write.markdown import as_markdown

MARKS = {
    Shape.PARAGRAPH: "",
    Shape.HEADING: "# ",
    Shape.LIST_ITEM: "- ",
    Shape.QUOTE: "> ",
    Shape.TABLE: "| ",
    Shape.CODE: "` ",
    Shape.MARK: "~ ",
}


def blocks(text: str) -> list[Block]:
    return list(read_markdown(text).blocks)


def shown(text: str) -> list[str]:
    return [MARKS[block.shape] + block.text for block in blocks(text)]


BLOCKS = [
    ("paragraphs", "One.\n\nTwo.", ["One.", "Two."]),
    ("soft breaks", "One\ntwo\nthree.", ["One two three."]),
    ("soft breaks between characters of no spaces", "古い橋\nは残る。", ["古い橋は残る。"]),
    ("verse with a line that has no words", "roses\\\n…\\\nviolets", ["roses\n…\nviolets"]),
    ("hard breaks by spaces", "roses  \nviolets", ["roses\nviolets"]),
    ("hard breaks by backslash", "roses\\\nviolets\\\nthorns", ["roses\nviolets\nthorns"]),
    ("a backslash that is escaped breaks nothing", "C:\\\\\nD:", ["C:\\ D:"]),
    ("a backslash at the end", "One.\\\n\nTwo.", ["One.", "Two."]),
    ("headings", "# One\n## Two ##\n\n#hash", ["# One", "# Two", "#hash"]),
    ("underlined headings", "One\n===\n\nTwo\n---\n", ["# One", "# Two"]),
    ("a rule", "One.\n\n---\n\n* * *\n\nTwo.", ["One.", "~ ---", "~ * * *", "Two."]),
    ("items", "- a\n* b\n+ c\n1. d\n2) e", ["- a", "- b", "- c", "- d", "- e"]),
    ("items of several lines", "- a\n  b\n- c", ["- a b", "- c"]),
    ("a heading in an item", "* ### One", ["# One"]),
    ("quotes", "> One\n> two.\n\n> Three.", ["> One two.", "> Three."]),
    ("quotes of several paragraphs", "> One.\n>\n> Two.", ["> One.", "~ >", "> Two."]),
    ("quotes in quotes", "> > One.", ["> One."]),
    ("code", "```py\nif a:\n    b\n```\nAfter.", ["` if a:\n    b", "After."]),
    ("code with blank lines", "~~~\na\n\nb\n~~~", ["` a\n\nb"]),
    ("code with marks", "```\n# no *heading*\n```", ["` # no *heading*"]),
    ("a longer fence", "````\n```\n````", ["` ```"]),
    ("a fence that is never closed", "```\nOne.\n\nTwo.", ["~ ```", "One.", "Two."]),
    ("tables", "| a | b |\n|---|---|\n| 1 | 2 |", ["| a | b", "~ |---|---|", "| 1 | 2"]),
    ("emphasis", "*One* **two** _three_ ~~four~~ `five`", ["One two three four five"]),
    ("marks that are none", "5 * 3 * 2 and snake_case_name", ["5 * 3 * 2 and snake_case_name"]),
    ("escapes", r"\# one \*two\* 3\. \[four\] \\", ["# one *two* 3. [four] \\"]),
    ("links", "See [the pier](/pier 'a pier') and [more][1].", ["See the pier and more."]),
    ("links over lines", "See [the\npier](/pier).", ["See the pier."]),
    ("an address over lines", 'See [the\npier](/a-\nb_(c)-\n"A pier"), they say.', ["See the pier, they say."]),
    ("a link behind an address over lines", "One [a](/a-\nb) two\nthree.", ["One a two three."]),
    ("a picture over lines", "![The\npier](/a-\nb.jpg)\nOne.", ["~ ![The", "~ pier](/a-", "~ b.jpg)", "One."]),
    ("a picture over lines in a line", "One ![no](/old-\npier.jpg) two.", ["One two."]),
    ("addresses with brackets", "[Aa](http://x.example/a_(b)) c", ["Aa c"]),
    ("pictures", "![The pier](pier.jpg)\n\nOne.", ["~ ![The pier](pier.jpg)", "One."]),
    ("a picture in a line", "One ![no](pier.jpg) two.", ["One two."]),
    ("addresses of links", "One.\n\n[1]: http://x.example\n", ["One.", "~ [1]: http://x.example"]),
    ("a link around a picture in the page", f"[ ![](data:a;base64,{'A' * 4000}) a](/b) c", ["a c"]),
    ("automatic links", "See <https://x.example/a>.", ["See https://x.example/a."]),
    ("tags and entities", "One<br>two <b>three</b> &amp; four", ["One two three & four"]),
    ("brackets that are no link", "[sic] He said [it] so.", ["[sic] He said [it] so."]),
    ("icons of private fonts are what they are", "\ue02a one\ue02a \\*", ["\ue02a one\ue02a *"]),
    ("escapes at a soft break", "one\\*\n\\*two", ["one* *two"]),
    ("a line that is nothing but marks", "One.\n\n**\n\nTwo.", ["One.", "~ **", "Two."]),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in BLOCKS], ids=[row[0] for row in BLOCKS])
def test_blocks(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "level"), [("# a", 1), ("###### a", 6), ("a\n===", 1), ("a\n---", 2), ("- a", 1), ("  - a", 2), ("a", 0)]
)
def test_levels(text: str, level: int) -> None:
    assert blocks(text)[0].level == level


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("no link", 0.0),
        ("[all of it](/)", 1.0),
        ("* [all of it](/)", 1.0),
        ("### [all of it](/)", 1.0),
        ("[half](/) half", 0.5),
        ("[half\nhalf](/) none none", 0.5),
        ("\x0enot linked\x0f", 0.0),
    ],
)
def test_share_of_links(text: str, share: float) -> None:
    assert blocks(text)[0].link_share == share


@pytest.mark.parametrize(
    ("text", "strong"),
    [
        ("**All bold.**", True),
        ("__All bold.__", True),
        ("**One** and two", False),
        ("**One**\n**two**", True),
        ("**One** and **two**", False),
        ("**One\\\ntwo**", True),
        ("[**One**](/)", True),
        ("# heading", False),
    ],
)
def test_strong(text: str, strong: bool) -> None:
    assert blocks(text)[0].strong is strong


def test_lines_of_links_are_blocks_of_their_own() -> None:
    assert shown("[News](/n)\n[Sport](/s)\nOne.\ntwo.") == ["News", "Sport", "One. two."]


def test_gaps_and_lines() -> None:
    found = [(block.lines, block.gap) for block in blocks("# One\nTwo\nthree.\n\n\n- four\n")]
    assert found == [((1, 1), 0), ((2, 3), 0), ((6, 6), 2)]


WRAPPED = """\
# The old pier will be rebuilt by spring, says the harbour master, but
nobody knows yet who is to pay

## By the harbour
They met on the quay on Tuesday evening, and the rain did not keep the
fishermen away, for they had waited a long time to be asked about what
was to become of the pier that their grandfathers had built of oak and
of what the sea had brought them, plank by plank and year by year, and
which the storm of last December had taken away in a single night.

The harbour master said that the work would begin as soon as the frost
was out of the ground.
"""


def test_headings_of_a_page_that_was_wrapped_go_on_in_the_next_line() -> None:
    found = blocks(WRAPPED)
    assert [block.lines for block in found] == [(1, 2), (4, 4), (5, 9), (11, 12)]
    assert found[0].text.endswith("the harbour master, but nobody knows yet who is to pay")
    assert found[0].shape is Shape.HEADING


def test_headings_of_a_page_that_was_not_wrapped_end_with_their_line() -> None:
    found = blocks(WRAPPED.replace("and\n", "and ").replace("the\n", "the "))
    assert found[0].lines == (1, 1)


def test_front_matter_is_marks_and_claims() -> None:
    page = read_markdown("---\ntitle: The pier\n---\n\nOne.\n")
    assert [block.shape for block in page.blocks] == [Shape.MARK] * 3 + [Shape.PARAGRAPH]
    assert [(claim.field, claim.value) for claim in page.claims] == [("title", "The pier")]


NASTY = st.text(alphabet=" #>-+*_`~[]()<&;!|\\=:1.ax\n\t", min_size=1, max_size=200)
ANY = st.text(min_size=1, max_size=200)
RISKY = st.lists(
    st.sampled_from(
        ["```", "---", "===", "# a", "> b", "- c", "", "[d](", "e](/f)", "| g |", "![h](i)", "\x1b[31m", "j\\"]
    ),
    max_size=30,
).map("\n".join)


@given(st.one_of(NASTY, ANY, RISKY))
def test_page_laws(text: str) -> None:
    found = read(text, "markdown").blocks
    lines = [number for block in found if block.lines for number in range(block.lines[0], block.lines[1] + 1)]
    assert lines == sorted(set(lines))
    assert set(lines) >= {number for number, line in enumerate(text.split("\n"), 1) if line.strip()}
    for block in found:
        assert block.text.strip()
        assert 0 <= block.link_share <= 1
        assert not any(ord(character) < 32 and character != "\n" for character in block.text)


WORDS = st.text(alphabet="aeiou 1.-#*_[]()<>&;!|\\`~=+:\u6865\u00e9\u2014", min_size=1, max_size=60)
LINE = WORDS.filter(lambda text: any(map(str.isalnum, text)))
TEXTS = st.tuples(LINE, st.lists(WORDS, max_size=2)).map(lambda text: "\n".join([text[0], *text[1]]))
STORIES = st.lists(
    st.one_of(
        st.tuples(st.sampled_from([Kind.PARAGRAPH, Kind.QUOTE, Kind.LIST_ITEM]), TEXTS),
        st.tuples(st.just(Kind.HEADING), LINE),
    ),
    min_size=1,
    max_size=6,
)
SHAPES = {
    Kind.HEADING: Shape.HEADING,
    Kind.PARAGRAPH: Shape.PARAGRAPH,
    Kind.QUOTE: Shape.QUOTE,
    Kind.LIST_ITEM: Shape.LIST_ITEM,
    Kind.CODE: Shape.CODE,
    Kind.TABLE: Shape.TABLE,
}
FERRY = [
    (Kind.PARAGRAPH, "The ferry sails\nfrom May *again*."),
    (Kind.HEADING, "1. A long wait #"),
    (Kind.QUOTE, "We had almost\ngiven up - [laughs] (twice)."),
    (Kind.LIST_ITEM, "Adults pay 2_000 cents."),
    (Kind.LIST_ITEM, "# Children | pay\nnothing & smile."),
    (Kind.CODE, "if tide:\n\n    wait('# no')"),
    (Kind.TABLE, "Day | Boats"),
    (Kind.TABLE, "Monday | 4"),
    (Kind.PARAGRAPH, "12. Its last trip was in\n1987."),
]


def written(story: list[tuple[Kind, str]], title: str, standfirst: str) -> str:
    kept = [LabelledBlock(kind, text, None, True, "", 1.0) for kind, text in story]
    article = Article(
        title=title,
        lede=standfirst,
        body="\n\n".join(text for _, text in story),
        date="2025-07-26",
        modified=None,
        source="Courier",
        agency=None,
        authors=("Ada Berg",),
        language="en",
        url=None,
        is_article=True,
        evidence={"lede": Evidence(standfirst, None, "standfirst", 1.0)},
        warnings=(),
        input=Input(None, "text", "utf-8", "", 0, 0),
        blocks=tuple(kept),
    )
    return as_markdown(article)


def folded(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def check_round_trip(story: list[tuple[Kind, str]], title: str, standfirst: str) -> None:
    document = written(story, title, standfirst)
    words = [block for block in blocks(document) if block.shape is not Shape.MARK]
    expected = [(Shape.HEADING, folded(title)), (Shape.PARAGRAPH, folded(standfirst))]
    expected += [(SHAPES[kind], text if kind is Kind.CODE else folded(text)) for kind, text in story]
    assert [(block.shape, block.text) for block in words] == expected, document
    assert words[1].strong


def test_what_we_write_is_read_back() -> None:
    check_round_trip(FERRY, "Ferry (no. 5) *returns*", "After 38 years, *at last*,\nthe ferry is back.")


@given(STORIES, LINE, TEXTS)
def test_whatever_we_write_is_read_back(story: list[tuple[Kind, str]], title: str, standfirst: str) -> None:
    check_round_trip(story, title, standfirst)
