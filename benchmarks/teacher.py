"""A teacher for pages whose article nobody knows: what several tools make of a page, weighed by a network.

The peers see a page each in their own way; a network that is given what each of them keeps, beside what newsparse's own
sees, finds more of the story than any one alone. It is learnt from the known pages, and labels the others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy

import network
from align import shares
from samples import Array, Sample

PEERS = ("trafilatura", "precise", "generous", "resiliparse", "readability", "justext")
EPOCHS = 20
SEEDS = (1, 2, 3)


def views(job: tuple[str, Sequence[str]]) -> Array:
    """For each block of a page, given as its HTML and its blocks: the share of its words that each peer keeps.

    Columns are PEERS, their mean, and that mean over the neighbours.
    """
    html, blocks = job
    kept = numpy.zeros((len(blocks), len(PEERS)), numpy.float32)
    for column, peer in enumerate(_peers().values()):
        text = _answer(peer, html)
        if text:
            kept[:, column] = shares(blocks, text)[0]
    mean = kept.mean(1)
    around = numpy.pad(mean, 2, constant_values=-1)
    near = [around[2 + offset : 2 + offset + len(mean)] for offset in (-2, -1, 1, 2)]
    return numpy.column_stack([kept, mean, *near])


def scores(
    learn: Sequence[Sample], seen: Sequence[network.Seen], pages: Sequence[network.Seen], known: network.Known
) -> list[Array]:
    """The chance of each block of the pages, by what is learnt of the known samples; all as `with_views` gives them."""
    taught = [network.learnt(learn, seen, known, epochs=EPOCHS, seed=seed) for seed in SEEDS]
    found = [network.chances(weights, pages) for weights in taught]
    return [numpy.mean(each, axis=0) for each in zip(*found, strict=True)]


def with_views(page: network.Seen, kept: Array) -> network.Seen:
    """What the network sees of a page, and what the peers do."""
    return replace(page, numbers=numpy.hstack([page.numbers, (2 * kept - 1).astype(numpy.float16)]))


def _answer(peer: Callable[[str], str | None], html: str) -> str:
    try:
        return peer(html) or ""
    except Exception:  # a peer may fail in any way on any page; then it keeps nothing of it
        return ""


def _peers() -> dict[str, Callable[[str], str | None]]:
    import lxml.html
    from justext import get_stoplist, justext
    from readability import Document
    from resiliparse.extract.html2text import extract_plain_text
    from trafilatura import extract

    def paragraphs(html: str) -> str:
        found = justext(html.encode(), get_stoplist("English"), encoding="utf-8")
        return "\n".join(paragraph.text for paragraph in found if not paragraph.is_boilerplate)

    return {
        "trafilatura": lambda html: extract(html, include_comments=False),
        "precise": lambda html: extract(html, include_comments=False, favor_precision=True),
        "generous": lambda html: extract(html, include_comments=False, favor_recall=True),
        "resiliparse": lambda html: extract_plain_text(html, main_content=True, links=False),
        "readability": lambda html: lxml.html.document_fromstring(Document(html).summary()).text_content(),
        "justext": paragraphs,
    }
