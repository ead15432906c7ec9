"""The page around a story: what stands before it, in it and after it."""

from __future__ import annotations

from collections.abc import Callable

from .prose import Writer
from .story import Story, write_story
from .tree import Box, Leaf, Node, leaves

INDEX_SHARE = 0.05
"""Share of pages without a story."""
NETWORKS = (
    "Facebook",
    "X",
    "WhatsApp",
    "Telegram",
    "LinkedIn",
    "Reddit",
    "Email",
    "Pinterest",
    "VK",
    "LINE",
    "Bluesky",
)


def article_page(writer: Writer) -> tuple[str, Box]:
    """The title and the tree of a page with a story, or, seldom, of one that has only teasers."""
    story = write_story(writer)
    before = [header(writer), *_maybe(writer, 0.4, crumbs), *_maybe(writer, 0.15, ticker)]
    if writer.chance.random() < INDEX_SHARE:
        middle: list[Node] = [teasers(writer, writer.chance.randint(6, 25)), *_maybe(writer, 0.6, most_read)]
    else:
        middle = [article(writer, story), *ending(writer), *_maybe(writer, 0.05, next_story)]
        if writer.chance.random() < 0.12:
            before.append(Leaf("headline", story.title))
    after: list[Node] = [footer(writer)]
    if writer.chance.random() < 0.3:
        (before if writer.chance.random() < 0.5 else after).insert(0, consent(writer))
    main = Box("main", tuple(middle))
    beside = _maybe(writer, 0.35, aside)
    body = [*beside, main] if writer.chance.random() < 0.3 else [main, *beside]
    return story.title, Box("page", (*before, *body, *after))


def article(writer: Writer, story: Story) -> Box:
    return Box("article", (*head(writer, story), content(writer, story)))


def next_story(writer: Writer) -> Box:
    """Another story below the first, as sites that scroll on without end have it; it is not the page's own."""
    story = write_story(writer)
    body = tuple(Leaf(leaf.role, leaf.text) for node in story.body[:8] for leaf in leaves(node))
    facts = (Leaf("title", story.title), Leaf("byline", writer.fill("bylines")), Leaf("date", writer.date()))
    return Box("article", (Box("head", facts), Box("content", body)))


def head(writer: Writer, story: Story) -> list[Node]:
    """Kicker, title, standfirst, byline, date, share row and picture, in one of many orders."""
    chance = writer.chance
    title = Leaf("title", story.title)
    kicker: list[Node] = [Leaf("kicker", writer.sections(1)[0])] if chance.random() < 0.4 else []
    standfirst: list[Node] = [Leaf("standfirst", story.standfirst, story=True)] if story.standfirst else []
    who = [Leaf("byline", writer.fill("bylines"))] if chance.random() < 0.75 else []
    when = [Leaf("date", writer.date())] if chance.random() < 0.9 else []
    facts: list[Node] = [*who, *when] if chance.random() < 0.7 else [*when, *who]
    rest = [*facts, *_maybe(writer, 0.6, share), *_maybe(writer, 0.5, listen)]
    image = _maybe(writer, 0.7, picture)
    orders = [
        [*kicker, title, *standfirst, *rest, *image],
        [*kicker, title, *rest, *standfirst, *image],
        [*kicker, title, *rest, *image, *standfirst],
        [*facts, *kicker, title, *standfirst, *image, *_maybe(writer, 0.5, share)],
        [*image, *kicker, title, *standfirst, *rest],
    ]
    return [Box("head", tuple(chance.choice(orders)))]


def content(writer: Writer, story: Story) -> Box:
    """The body, with boxes between its paragraphs; behind a paywall only its start."""
    chance = writer.chance
    rate = chance.choice([0.0, 0.05, 0.1, 0.2, 0.3])
    parts: list[Node] = []
    for place, part in enumerate(story.body):
        if place > 0 and part.role not in ("list", "q") and chance.random() < rate:
            parts.append(interruption(writer))
        parts.append(part)
    if chance.random() < 0.08:
        parts = [*opening(writer, parts), newsletter(writer)]
    return Box("content", tuple(parts))


def opening(writer: Writer, parts: list[Node]) -> list[Node]:
    """The first paragraphs, about sixty words or more."""
    size = 0
    for place, part in enumerate(parts):
        size += sum(writer.tongue.size(leaf.text) for leaf in leaves(part) if leaf.story)
        if size >= writer.chance.randint(60, 150):
            return parts[: place + 1]
    return parts


def interruption(writer: Writer) -> Node:
    """A box that stands in the middle of a story."""
    kinds: list[Callable[[Writer], Node]] = [
        related,
        newsletter,
        advert,
        pull_quote,
        embed,
        video,
        app_advert,
        teaser_box,
    ]
    return writer.chance.choice([*kinds, related_line, related_line, picture, picture])(writer)


def ending(writer: Writer) -> list[Node]:
    """What stands between the story and the footer."""
    parts: list[Node] = [
        *_maybe(writer, 0.3, correction),
        *_maybe(writer, 0.35, biography),
        *_maybe(writer, 0.45, tags),
        *_maybe(writer, 0.4, share),
        *_maybe(writer, 0.4, newsletter),
    ]
    boxes = [
        *_maybe(writer, 0.65, teasers),
        *_maybe(writer, 0.4, most_read),
        *_maybe(writer, 0.3, comments),
        *_maybe(writer, 0.15, app_advert),
    ]
    writer.chance.shuffle(boxes)
    return [*parts, *boxes]


def header(writer: Writer) -> Box:
    chance = writer.chance
    buttons = [Leaf("button", text) for text in writer.interface(chance.randint(0, 6))]
    deep = chance.random() < 0.3
    entries = writer.sections(chance.randint(5, 14)) + (writer.interface(chance.randint(10, 30)) if deep else [])
    menu = Box("nav", tuple(Leaf("entry", text, linked=True) for text in entries))
    name = Leaf("site", writer.site, linked=True)
    return Box("header", (*buttons, name, menu) if chance.random() < 0.5 else (name, menu, *buttons))


def crumbs(writer: Writer) -> Box:
    names = writer.sections(writer.chance.randint(2, 3))
    return Box("crumbs", tuple(Leaf("entry", name, linked=True) for name in names))


def ticker(writer: Writer) -> Box:
    return Box("list", tuple(Leaf("entry", writer.fill("headlines"), linked=True) for _ in range(3)))


def share(writer: Writer) -> Box:
    names = writer.chance.sample(NETWORKS, writer.chance.randint(2, 5))
    label = writer.interface(1) if writer.chance.random() < 0.5 else []
    return Box("share", tuple(Leaf("entry", name, linked=True) for name in [*label, *names]))


def listen(writer: Writer) -> Leaf:
    return Leaf("button", writer.interface(1)[0])


def picture(writer: Writer) -> Box:
    caption = writer.fill("captions")
    credit = [Leaf("credit", f"© {writer.fill('names')}")] if writer.chance.random() < 0.3 else []
    return Box("figure", (Leaf("image", writer.fill("captions")), Leaf("caption", caption), *credit))


def related(writer: Writer) -> Box:
    links = [Leaf("entry", writer.fill("headlines"), linked=True) for _ in range(writer.chance.randint(1, 4))]
    return Box("box", (Leaf("boxtitle", writer.fill("labels").rstrip(" :：")), *links))


def related_line(writer: Writer) -> Leaf:
    return Leaf("note", f"{writer.fill('labels')}{writer.tongue.space}{writer.fill('headlines')}", linked=True)


def newsletter(writer: Writer) -> Box:
    title = [Leaf("boxtitle", writer.interface(1)[0])] if writer.chance.random() < 0.5 else []
    buttons = [Leaf("button", text) for text in writer.interface(writer.chance.randint(1, 3))]
    return Box("signup", (*title, Leaf("pitch", writer.fill("pitches")), *buttons))


def advert(writer: Writer) -> Box:
    pitch = [Leaf("pitch", writer.fill("pitches"))] if writer.chance.random() < 0.3 else []
    return Box("advert", (Leaf("boxtitle", writer.interface(1)[0]), *pitch))


def app_advert(writer: Writer) -> Box:
    return Box("signup", (Leaf("pitch", writer.fill("apps")), Leaf("button", writer.fill("open_app"))))


def pull_quote(writer: Writer) -> Box:
    return Box("pull", (Leaf("pullquote", writer.sentence("quotations")), Leaf("credit", writer.fill("names"))))


def embed(writer: Writer) -> Box:
    """A post of a social network."""
    name = writer.fill("names")
    when = f"— {name} (@{name.split()[0]}{writer.chance.randint(1, 99)}) {writer.date()}"
    return Box("embed", (Leaf("post", writer.fill("comments")), Leaf("credit", when)))


def video(writer: Writer) -> Box:
    clock = f"{writer.chance.randint(0, 9):02}:{writer.chance.randint(0, 59):02}"
    words = [*writer.interface(2), clock, "HD", "1x"][: writer.chance.randint(2, 5)]
    return Box("video", (*[Leaf("button", text) for text in words], Leaf("caption", writer.fill("headlines"))))


def correction(writer: Writer) -> Leaf:
    return Leaf("correction", writer.fill("corrections"))


def biography(writer: Writer) -> Box:
    links = [Leaf("entry", text, linked=True) for text in writer.interface(writer.chance.randint(0, 2))]
    return Box("author", (Leaf("boxtitle", writer.author), Leaf("bio", writer.fill("bios")), *links))


def tags(writer: Writer) -> Box:
    words = [writer.fill("things") for _ in range(writer.chance.randint(2, 6))]
    return Box("tags", tuple(Leaf("entry", text, linked=True) for text in [*writer.interface(1), *words]))


def teasers(writer: Writer, count: int | None = None) -> Box:
    """Headlines, and with most a summary, a date or a section."""
    full = writer.chance.random() < 0.7
    found: list[Node] = [Leaf("boxtitle", writer.interface(1)[0])]
    for _ in range(count or writer.chance.randint(3, 9)):
        text = [Leaf("summary", summary(writer))] if full and writer.chance.random() < 0.8 else []
        when = [Leaf("date", writer.date())] if writer.chance.random() < 0.4 else []
        kicker = [Leaf("kicker", writer.sections(1)[0])] if writer.chance.random() < 0.4 else []
        found.append(Box("teaser", (*kicker, Leaf("headline", writer.fill("headlines"), linked=True), *text, *when)))
    return Box("teasers", tuple(found))


def teaser_box(writer: Writer) -> Box:
    return teasers(writer, writer.chance.randint(1, 3))


def summary(writer: Writer) -> str:
    """A teaser's text, which may well be like a story's."""
    if writer.chance.random() < 0.4:
        return writer.fill("teasers")
    text = writer.paragraph(writer.chance.randint(1, 2))
    return text[: writer.chance.randint(60, 140)] + "…" if writer.chance.random() < 0.3 else text


def most_read(writer: Writer) -> Box:
    lines = [Leaf("entry", writer.fill("headlines"), linked=True) for _ in range(writer.chance.randint(3, 10))]
    return Box("list", (Leaf("boxtitle", writer.interface(1)[0]), *lines))


def aside(writer: Writer) -> Box:
    kinds: list[Callable[[Writer], Node]] = [most_read, teasers, newsletter, advert]
    return Box("aside", tuple(kind(writer) for kind in writer.chance.sample(kinds, writer.chance.randint(1, 3))))


def comments(writer: Writer) -> Box:
    found: list[Node] = [Leaf("boxtitle", writer.interface(1)[0])]
    for _ in range(writer.chance.randint(1, 8)):
        text = writer.tongue.space.join(remark(writer) for _ in range(writer.chance.choice([1, 1, 1, 2, 3])))
        reply = Leaf("button", writer.interface(1)[0])
        found.append(Box("comment", (Leaf("credit", writer.fill("names")), Leaf("remark", text), reply)))
    return Box("comments", tuple(found))


def remark(writer: Writer) -> str:
    """A sentence of a reader, who may write as well as a reporter."""
    if writer.chance.random() < 0.6:
        return writer.fill("comments")
    return writer.capitalised(writer.fill("opinions")) + writer.chance.choice(["", "!", "...", "!!"])


def consent(writer: Writer) -> Box:
    buttons = [Leaf("button", text) for text in writer.interface(writer.chance.randint(1, 4))]
    count = writer.chance.choice([1, 1, 2])
    return Box("consent", (*[Leaf("pitch", writer.fill("consent")) for _ in range(count)], *buttons))


def footer(writer: Writer) -> Box:
    entries = [Leaf("entry", text, linked=True) for text in writer.interface(writer.chance.randint(4, 20))]
    law = [Leaf("legal", writer.fill("legal")) for _ in range(writer.chance.choice([0, 1, 1, 2]))]
    mark = Leaf("legal", f"© {writer.year} {writer.site}")
    return Box("footer", (Box("nav", tuple(entries)), *law, mark))


def _maybe(writer: Writer, share: float, make: Callable[[Writer], Node]) -> list[Node]:
    return [make(writer)] if writer.chance.random() < share else []
