"""Scores → one decision over all blocks, with what overrules any score."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from newsparse.article import Page, Shape
from newsparse.lexicon.lines import Recognised
from newsparse.lexicon.script import ends_sentence, units

MARK, LIST_ITEM = Shape.MARK, Shape.LIST_ITEM  # to name a member of an enumeration takes long, for every block
LIKELY = 0.5
"""Score from which a block of text is more likely story than not."""
LIKELY_IN_HTML = 0.7
"""Score from which a block of HTML is kept. What news count as story is less than what other pages do, of which there
are more among those that the scores were learnt from: 0.7 instead of 0.5 gains 0.004 on Fundus, and loses 0.002 on WCXB
(sites that were left out, four folds of the train split)."""
CAUTION = 0.1
"""What the threshold of a text is raised by, for the same reason: 0.002 and -0.001."""
DOUBTFUL = 0.3
"""Score below which no block is kept."""
HEADING, HEADED = 0.25, 0.75
"""Scores from which a short line is the heading of the paragraph below it, and that paragraph is sure."""
HEADING_UNITS, HEADED_UNITS = 10, 15
"""Words of the longest such line, and of the shortest such paragraph."""
FAR = 25
"""Blocks dropped in a row that part what stands beyond them from the story."""
LITTLE = 0.3
"""Share of the story's words below which what stands so far from it has to be sure to be part of it, and how sure, as
the mean score of its words: Fundus from text gains 0.004 by it (block F1; sites that were left out), WCXB nothing."""
SURE = 0.9
DOUBLED = 12
"""Words from which on a block that stands twice in a story is there by mistake."""
STRAY = 0.06
"""Share of words that may look like noise in a text that is clean already."""
STRAY_WITHOUT_FURNITURE = 0.3
"""The same where no line is furniture for sure: a page's menus and buttons always have some that are."""
PROSE = 0.6
"""Share of words in whole sentences."""
EVEN = 0.9
"""Share of blocks with exactly one blank line above; verse and addresses have none."""
MIN_CLEAN = 2
"""Blocks from which on a text can be told to be clean."""


def decided(page: Page, recognised: Sequence[Recognised | None], scores: Sequence[float]) -> list[bool]:
    """For each block: whether it belongs to the story.

    What a line is by its words alone (a byline, an interface phrase) stays out wherever it stands.
    """
    never = never_story(page, recognised)
    sizes = [] if page.kind == "html" else [units(block.text) for block in page.blocks]
    least = least_score(page.kind, scores, sizes)
    whole = zip(_of_lists(page, scores), never, strict=True)
    kept = _without_gaps(page, [score if not out else 0.0 for score, out in whole], least)
    if is_clean_already(page, kept, never):
        return [not out for out in never]
    return _once(page, _headed(page, scores, _gathered(page, scores, kept), never))


def never_story(page: Page, recognised: Sequence[Recognised | None]) -> list[bool]:
    """For each block: whether it is none of the story, whatever its score."""
    return [
        found is not None or block.shape is MARK or _is_caption(page, index)
        for index, (found, block) in enumerate(zip(recognised, page.blocks, strict=True))
    ]


def _without_gaps(page: Page, scores: Sequence[float], least: float) -> list[bool]:
    """The blocks that are likely enough; for a sentence between two of them, no caution is called for."""
    likely = [score >= least for score in scores]
    filled = list(likely)
    for index in range(1, len(likely) - 1):
        if scores[index] >= least - CAUTION and likely[index - 1] and likely[index + 1]:
            filled[index] = likely[index] or ends_sentence(page.blocks[index].text)
    return filled


def _is_caption(page: Page, index: int) -> bool:
    """Whether a line stands right below the mark of a picture in Markdown, and is no sentence."""
    block = page.blocks[index]
    if page.kind != "markdown" or not index or not page.blocks[index - 1].text.startswith("!["):
        return False
    return block.shape is Shape.PARAGRAPH and not block.strong and not ends_sentence(block.text)


def _of_lists(page: Page, scores: Sequence[float]) -> list[float]:
    """The scores, with every item of a list at least as likely as its list: seldom is one item of a story's noise."""
    raised = list(scores)
    is_item = [block.shape is LIST_ITEM for block in page.blocks]
    for item, group in groupby(range(len(raised)), key=is_item.__getitem__):
        indices = list(group)
        if item and len(indices) > 1:
            mean = sum(scores[index] for index in indices) / len(indices)
            for index in indices:
                raised[index] = max(scores[index], mean if scores[index] >= DOUBTFUL else 0.0)
    return raised


def _gathered(page: Page, scores: Sequence[float], kept: Sequence[bool]) -> list[bool]:
    """Without the little that stands far from the story, unless it is sure: a notice, a teaser, a comment."""
    parts: list[list[int]] = []
    for index in (index for index, keep in enumerate(kept) if keep):
        if parts and index - parts[-1][-1] <= FAR:
            parts[-1].append(index)
        else:
            parts.append([index])
    if len(parts) < 2:
        return list(kept)
    lengths = {index: units(page.blocks[index].text) for part in parts for index in part}
    words = [sum(lengths[index] for index in part) for part in parts]
    least = LITTLE * max(words)
    gathered = list(kept)
    for part, length in zip(parts, words, strict=True):
        if length < least and sum(scores[index] * lengths[index] for index in part) < SURE * length:
            for index in part:
                gathered[index] = False
    return gathered


def _headed(page: Page, scores: Sequence[float], kept: Sequence[bool], never: Sequence[bool]) -> list[bool]:
    """With the short lines, hardly in doubt, that head a paragraph inside the story: no one else could miss them so."""
    headed = list(kept)
    first = kept.index(True) if True in kept else len(kept)
    for index in range(first + 1, len(kept) - 1):
        text, below = page.blocks[index].text, page.blocks[index + 1].text
        if not kept[index] and kept[index + 1] and not never[index] and scores[index] >= HEADING:
            sure = scores[index + 1] >= HEADED and units(below) >= HEADED_UNITS
            headed[index] = sure and 1 < units(text) <= HEADING_UNITS and not ends_sentence(text)
    return headed


def _once(page: Page, kept: Sequence[bool]) -> list[bool]:
    """Without the second time that a page brings a paragraph, as pages do that hold their story for two layouts."""
    seen: set[str] = set()
    once: list[bool] = []
    for block, keep in zip(page.blocks, kept, strict=True):
        again = keep and block.text in seen and units(block.text) >= DOUBLED
        once.append(keep and not again)
        if keep:
            seen.add(block.text)
    return once


def least_score(kind: str, scores: Sequence[float], sizes: Sequence[float]) -> float:
    """The score from which on a block is kept; HTML leaves so little in doubt that it is always the same."""
    return LIKELY_IN_HTML if kind == "html" else threshold(scores, sizes) + CAUTION


def threshold(scores: Sequence[float], sizes: Sequence[float]) -> float:
    """The score from which on blocks are kept so that the F1 to be expected of the page is greatest.

    Where much is in doubt, leaving out half of a story costs more than a few lines of noise; see Lipton et al.,
    "Optimal Thresholding of Classifiers to Maximize F1 Measure", 2014. `sizes` are words of each block.
    """
    whole = sum(score * size for score, size in zip(scores, sizes, strict=True))
    right = said = best = 0.0
    least = LIKELY
    for score, size in sorted(zip(scores, sizes, strict=True), reverse=True):
        if score < DOUBTFUL:
            break
        right += score * size
        said += size
        if 2 * right >= best * (said + whole):
            best, least = 2 * right / ((said + whole) or 1.0), score
    return min(LIKELY, least)


def is_clean_already(page: Page, kept: Sequence[bool], never: Sequence[bool]) -> bool:
    """Whether an input is an article that was cleaned before: what this tool and others print.

    Such a text has its paragraphs parted by exactly one blank line, such a Markdown document its front matter and no
    links; next to nothing in it looks like noise. Nothing is taken away from it: cleaning again changes nothing.
    """
    text = [index for index, block in enumerate(page.blocks) if block.shape is not MARK]
    if page.kind == "html" or len(text) < MIN_CLEAN or any(page.blocks[index].link_share for index in text):
        return False
    if not any(claim.origin == "front matter" for claim in page.claims) and not _evenly_spaced(page):
        return False
    lengths = {index: units(page.blocks[index].text) for index in text}
    furniture = any(never[index] for index in text)
    stray = sum(length for index, length in lengths.items() if not kept[index])
    prose = sum(length for index, length in lengths.items() if length >= 8 and ends_sentence(page.blocks[index].text))
    whole = sum(lengths.values())
    return stray <= (STRAY if furniture else STRAY_WITHOUT_FURNITURE) * whole and prose >= PROSE * whole


def _evenly_spaced(page: Page) -> bool:
    below = page.blocks[1:]
    even = sum(block.gap == 1 for block in below)
    return even >= EVEN * len(below) and all(block.gap <= 1 for block in below)
