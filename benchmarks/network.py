"""Trains the network of `newsparse.label.network`, and turns it into the arrays that the product reads.

The network is written a second time here, over many pages at once and with gradients; a test holds that both give the
same chances. A block costs by the share of its article's words that it has. The weights that are kept are a
running mean of those of the last steps, which errs less than any of them. Beside the story the network learns what kind
a block is (`kinds.py`), which the product does not ask: what tells a caption tells of the story, too.

All runs on one thread: the sums are small, so that threads would wait for each other longer than they work, and the
same data give the same bytes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy
import torch
from torch.nn import functional

from kinds import KINDS
from newsparse.label import features, paths
from newsparse.label.layers import FARTHEST
from newsparse.label.network import ELEMENT, REACHES, SUMMED, WIDTH, WORD, Network
from samples import Array, Sample

EPOCHS = 16
FORMS_EACH = 2
"""Dumps of a page that an epoch sees, drawn anew each time; they differ little."""
HTML_COUNTS = 1.5
"""How much a page of HTML counts, where of its dumps FORMS_EACH are seen."""
KINDS_COUNT = 0.3
"""How much what kind its blocks are counts for a dump, beside the story."""
RATE, WARM = 3e-3, 200
"""The highest rate of learning, and the steps until it is reached; from there it falls to nothing."""
MEMORY = 0.998
"""Share of the running mean of weights that the next step leaves."""
FORGOTTEN_WORDS = 0.3
"""Share of words left out of a step, so that none is relied on."""
FORGOTTEN = 0.1
"""The same of the numbers inside the network."""
FORGOTTEN_PATHS = 0.25
"""Share of pages of HTML whose elements are left out, so that a page without telling names is no surprise."""
DECAY = 1e-5
BLOCKS, LONGEST = 2048, 1024
"""Blocks of one step, about, and of the longest page that is learnt from."""
WORD_PAGES, ELEMENT_PAGES = 30, 16
"""Pages that a word stands in from which on it is known; of rarer ones only their sites would be learnt."""
MOST_WORDS = 56
"""Words of a block, pairs and ends among them."""
SCALE = 64
"""What the sum of a step's costs is divided by."""

Weights = dict[str, Array]
Tensor = torch.Tensor


@dataclass(frozen=True)
class Bag:
    """Words that are known, as their places among the known ones, and the block that each is of."""

    places: Array
    blocks: Array


NOTHING = Bag(numpy.zeros(0, numpy.int64), numpy.zeros(0, numpy.int64))


@dataclass(frozen=True)
class Seen:
    """What the network sees of a sample's blocks."""

    numbers: Array
    """The columns, after `Scale`; those of HTML alone are 0 in other forms."""
    words: Bag
    elements: Bag
    is_html: bool

    @property
    def count(self) -> int:
        return len(self.numbers)


@dataclass(frozen=True)
class Scale:
    """What brings columns to a like size."""

    means: Array
    spreads: Array

    def __call__(self, numbers: Array) -> Array:
        """The columns of some blocks, all of HTML or only the common ones, as `layers.even` gives them; 0 for those
        that are not there."""
        width = numbers.shape[1]
        even = numpy.clip((roots(numbers) - self.means[:width]) / self.spreads[:width], -FARTHEST, FARTHEST)
        return numpy.pad(even, ((0, 0), (0, len(self.means) - width))).astype(numpy.float16)


@dataclass(frozen=True)
class Known:
    """Hashes of the words that are learnt, of blocks and of the elements around them."""

    words: Array
    elements: Array


def known_in(samples: Sequence[Sample], tables: Sequence[features.Table]) -> Known:
    """The words that enough pages have, in whatever form."""
    return Known(
        _frequent(samples, [one.words for one in tables], WORD_PAGES),
        _frequent(samples, [one.elements for one in tables], ELEMENT_PAGES),
    )


def _frequent(samples: Sequence[Sample], bags: Sequence[features.Bags | None], least: int) -> Array:
    pages: dict[str, list[Array]] = {}
    for sample, bag in zip(samples, bags, strict=True):
        if bag is not None:
            pages.setdefault(sample.id, []).append(numpy.unique(numpy.asarray(bag.hashes, numpy.uint32)))
    every = numpy.concatenate([numpy.unique(numpy.concatenate(found)) for found in pages.values()])
    hashes, counts = numpy.unique(every, return_counts=True)
    return hashes[counts >= least]


def roots(numbers: Array) -> Array:
    return numpy.sign(numbers) * numpy.sqrt(numpy.abs(numbers))


def scale_of(tables: Sequence[features.Table]) -> Scale:
    """The scale of some tables, HTML among them."""
    common = len(features.TEXT_FEATURES)
    rows = [roots(matrix(one)) for one in tables]
    own = numpy.concatenate([one[:, :common] for one in rows])
    html = numpy.concatenate([one[:, common:] for one in rows if one.shape[1] > common])
    means = numpy.concatenate([own.mean(0), html.mean(0)])
    spreads = numpy.concatenate([own.std(0), html.std(0)]) + 0.01
    return Scale(_kept(means), _kept(spreads))


def _kept(values: Array) -> Array:
    """To the places that the file keeps."""
    return numpy.asarray(values, numpy.float32)


def matrix(table: features.Table) -> Array:
    return numpy.frombuffer(table.numbers, numpy.float32).reshape(table.count, table.width)


def seen(table: features.Table, scale: Scale, known: Known) -> Seen:
    elements = table.elements
    return Seen(
        scale(matrix(table)),
        _bag(table.words, MOST_WORDS, known.words),
        _bag(elements, paths.MOST, known.elements) if elements else NOTHING,
        elements is not None,
    )


def _bag(bags: features.Bags, most: int, known: Array) -> Bag:
    """The known ones among the first `most` words of each block."""
    hashes = numpy.asarray(bags.hashes, numpy.uint32)
    ends = numpy.asarray(bags.ends, numpy.int64)
    starts = numpy.concatenate([[0], ends[:-1]])
    blocks = numpy.repeat(numpy.arange(len(ends)), ends - starts)
    places = numpy.minimum(numpy.searchsorted(known, hashes), len(known) - 1)
    told = (known[places] == hashes) & (numpy.arange(len(hashes)) - starts[blocks] < most)
    return Bag(places[told], blocks[told])


# ------------------------------------------------------------------ the network


def beginning(columns: int, common: int, known: Known, seed: int) -> Weights:
    """Weights by chance."""
    chance = numpy.random.default_rng(seed)

    def drawn(*shape: int, size: float = 1.0) -> Array:
        return chance.standard_normal(shape) * size / math.sqrt(math.prod(shape[:-1]))

    weights = {
        "words": 0.1 * chance.standard_normal((len(known.words), WORD)),
        "elements": 0.1 * chance.standard_normal((len(known.elements), ELEMENT)),
        "columns": drawn(common, WIDTH),
        "of_words": drawn(WORD, WIDTH),
        "path_columns": drawn(columns - common, WIDTH),
        "of_elements": drawn(ELEMENT, WIDTH),
        "bias": numpy.zeros(WIDTH),
        "path_bias": numpy.zeros(WIDTH),
        "layers": numpy.stack([drawn(3, WIDTH, WIDTH, size=0.7) for _ in REACHES]),
        "layer_bias": numpy.zeros((len(REACHES), WIDTH)),
        "page": drawn(2 * WIDTH, WIDTH, size=0.3),
        "out": drawn(WIDTH, 1)[:, 0],
        "out_bias": numpy.zeros(()),
        "kinds": drawn(WIDTH, len(KINDS), size=0.5),
        "kinds_bias": numpy.full(len(KINDS), -2.0),
    }
    return {name: numpy.asarray(value, numpy.float32) for name, value in weights.items()}


GAP = 2 * max(REACHES)
"""Blocks that are none between two pages of a batch, so that no layer looks from one into the other."""


@dataclass(frozen=True)
class Batch:
    """Pages one after the other in one row of blocks, each with a GAP behind it."""

    numbers: Tensor
    words: tuple[Tensor, Tensor]
    """Places of words, and their blocks."""
    elements: tuple[Tensor, Tensor]
    is_html: Tensor
    """[page]"""
    lengths: Tensor
    """[page], with the gap."""
    real: Tensor
    """[block, 1]: 1 for a block, 0 in gaps."""


def odds(weights: dict[str, Tensor], batch: Batch, chance: torch.Generator | None = None) -> tuple[Tensor, Tensor]:
    """Log odds of each block, and those of its kinds; with chance as in training, where some of what is known is
    forgotten."""
    common = weights["columns"].shape[0]
    numbers, real = batch.numbers, batch.real
    html = batch.is_html
    if chance is not None:
        html = html * (torch.rand(html.shape, generator=chance) >= FORGOTTEN_PATHS)
    hidden = numbers[:, :common] @ weights["columns"] + weights["bias"]
    hidden = hidden + _summed(weights["words"], batch.words, len(numbers), chance) @ weights["of_words"]
    paths_say = numbers[:, common:] @ weights["path_columns"] + weights["path_bias"]
    paths_say = paths_say + _summed(weights["elements"], batch.elements, len(numbers), chance) @ weights["of_elements"]
    hidden = functional.relu(hidden + _of_pages(html[:, None], batch) * paths_say) * real
    for number, reach in enumerate(REACHES):
        if number == SUMMED:
            hidden = hidden + _of_pages(_summaries(hidden, batch) @ weights["page"], batch)
        hidden = (hidden + _mixed(weights, hidden * real, number, reach, chance)) * real
    return hidden @ weights["out"] + weights["out_bias"], hidden @ weights["kinds"] + weights["kinds_bias"]


def _of_pages(values: Tensor, batch: Batch) -> Tensor:
    """A row for each page → the same for each of its blocks."""
    return torch.repeat_interleave(values, batch.lengths, 0)


def _summaries(hidden: Tensor, batch: Batch) -> Tensor:
    """The mean of each page's blocks, and the highest."""
    pages = torch.split(hidden, batch.lengths.tolist())
    means = torch.stack([page.sum(0) / (len(page) - GAP) for page in pages])
    return torch.cat([means, torch.stack([page.amax(0) for page in pages])], 1)


def _mixed(weights: dict[str, Tensor], hidden: Tensor, number: int, reach: int, chance: Any) -> Tensor:
    around = functional.pad(hidden, (0, 0, reach, reach))
    above, here, below = weights["layers"][number]
    mixed = around[: -2 * reach] @ above + hidden @ here + around[2 * reach :] @ below + weights["layer_bias"][number]
    if chance is not None:
        mixed = mixed * (torch.rand(mixed.shape, generator=chance) >= FORGOTTEN) / (1 - FORGOTTEN)
    return functional.relu(mixed)


def _summed(table: Tensor, bag: tuple[Tensor, Tensor], count: int, chance: torch.Generator | None) -> Tensor:
    """For each block the sum of what is known of its words, over the root of their number."""
    places, blocks = bag
    if chance is not None:
        told = torch.rand(places.shape, generator=chance) >= FORGOTTEN_WORDS
        places, blocks = places[told], blocks[told]
    starts = torch.searchsorted(blocks, torch.arange(count))
    sizes = torch.bincount(blocks, minlength=count).clamp(min=1)
    return functional.embedding_bag(places, table, starts, mode="sum") / sizes.sqrt()[:, None]


# ------------------------------------------------------------------ learning


def learnt(
    samples: Sequence[Sample], pages: Sequence[Seen], known: Known, *, epochs: int = EPOCHS, seed: int = 1
) -> Weights:
    """The weights learnt from samples, of which the network sees `pages`."""
    torch.set_num_threads(1)
    first = beginning(pages[0].numbers.shape[1], len(features.TEXT_FEATURES), known, seed)
    weights = {name: torch.tensor(value, requires_grad=True) for name, value in first.items()}
    mean = {name: value.detach().clone() for name, value in weights.items()}
    order, chance = numpy.random.default_rng(seed), torch.Generator().manual_seed(seed)
    plan = [one for _ in range(epochs) for one in _epoch(samples, pages, order)]
    unit = SCALE * sum(float(one.weight.sum()) for one in samples) / len(samples) / 2
    adam = torch.optim.Adam(weights.values(), betas=(0.9, 0.99), eps=1e-6)
    for number, indices in enumerate(plan, 1):
        adam.param_groups[0]["lr"] = RATE * min(1.0, number / WARM) * (1 - number / (len(plan) + 1))
        drawn = [samples[index] for index in indices]
        found = odds(weights, _batch([pages[index] for index in indices]), chance)
        adam.zero_grad()
        (_loss(drawn, *found, unit) + DECAY * _size(weights)).backward()  # type: ignore[no-untyped-call]
        adam.step()
        with torch.no_grad():
            for name, value in weights.items():
                mean[name].lerp_(value, 1 - MEMORY)
    return {name: value.numpy() for name, value in mean.items()}


def _loss(samples: Sequence[Sample], odds_of_story: Tensor, odds_of_kinds: Tensor, unit: float) -> Tensor:
    surprise = functional.binary_cross_entropy_with_logits
    truth = _row([one.truth for one in samples])
    weight = _row([one.weight * (HTML_COUNTS if one.form == "html" else 1.0) for one in samples])
    story = (surprise(odds_of_story, truth, reduction="none") * weight).sum() / unit
    kinds = _row([one.kinds for one in samples])
    told = _row([one.kinds_told / max(len(one.kinds_told), FEWEST_BLOCKS) for one in samples])
    of_kinds = (surprise(odds_of_kinds, kinds, reduction="none").sum(1) * told).sum() / SCALE
    return story + KINDS_COUNT * of_kinds


FEWEST_BLOCKS = 30
"""Blocks that a page counts as having at least where kinds are learnt."""


def _size(weights: dict[str, Tensor]) -> Tensor:
    return torch.stack([value.square().sum() for name, value in weights.items() if "kinds" not in name]).sum()


def _epoch(samples: Sequence[Sample], pages: Sequence[Seen], chance: numpy.random.Generator) -> list[list[int]]:
    """Which samples each step of an epoch sees: all HTML, some dumps of each page."""
    drawn: dict[str, list[tuple[float, int]]] = {}
    chosen = []
    for index, one in enumerate(samples):
        if one.form == "html" or one.page_set == "generated":
            chosen.append(index)
        else:
            drawn.setdefault(one.id, []).append((chance.random(), index))
    chosen += [index for forms in drawn.values() for _, index in sorted(forms)[:FORMS_EACH]]
    steps: list[list[int]] = [[]]
    blocks = 0
    for index in chance.permutation([index for index in chosen if pages[index].count <= LONGEST]):
        if steps[-1] and blocks + pages[index].count > BLOCKS:
            steps.append([])
            blocks = 0
        steps[-1].append(int(index))
        blocks += pages[index].count
    return steps


def _batch(pages: Sequence[Seen]) -> Batch:
    lengths = torch.tensor([page.count + GAP for page in pages])
    starts = [0, *numpy.cumsum(lengths.numpy())[:-1]]
    real = _row([numpy.ones((page.count, 1)) for page in pages])
    return Batch(
        _row([page.numbers for page in pages]),
        _joined([page.words for page in pages], starts),
        _joined([page.elements for page in pages], starts),
        torch.tensor([float(page.is_html) for page in pages]),
        lengths,
        real,
    )


def _row(values: Sequence[Array]) -> Tensor:
    """What is known of the blocks of some pages, one page after the other, with 0 in the gaps."""
    gap = [(0, GAP), *[(0, 0)] * (values[0].ndim - 1)]
    return torch.from_numpy(numpy.concatenate([numpy.pad(one.astype(numpy.float32), gap) for one in values]))


def _joined(bags: Sequence[Bag], starts: Sequence[int]) -> tuple[Tensor, Tensor]:
    blocks = [bag.blocks + start for bag, start in zip(bags, starts, strict=True)]
    return torch.from_numpy(numpy.concatenate([bag.places for bag in bags])), torch.from_numpy(
        numpy.concatenate(blocks)
    )


@torch.no_grad()
def chances(weights: Weights, pages: Sequence[Seen]) -> Iterator[Array]:
    """Of each block of each page."""
    tensors = {name: torch.from_numpy(value) for name, value in weights.items()}
    for page in pages:
        yield torch.sigmoid(odds(tensors, _batch([page]))[0])[: page.count].numpy()


# ------------------------------------------------------------------ the file


def product(weights: Weights, scale: Scale, known: Known, about: dict[str, Any]) -> Network:
    """The network as the product reads it: what is known of words in bytes, all else in floats."""
    parts = {name: numpy.asarray(value, numpy.float32).ravel() for name, value in weights.items()}
    for name in ("kinds", "kinds_bias"):
        del parts[name]
    for name in ("words", "elements"):
        unit = float(numpy.abs(parts[name]).max()) / 127
        parts[name] = numpy.round(parts[name] / unit).astype(numpy.int8)
        parts[f"of_{name}"] = parts[f"of_{name}"] * unit
    parts["path_bias"] = parts["path_bias"] + parts["bias"]
    parts["out"] = numpy.append(parts["out"], parts.pop("out_bias"))
    parts |= {"means": scale.means, "spreads": scale.spreads}
    parts |= {"word_keys": known.words, "element_keys": known.elements}
    common = len(features.TEXT_FEATURES)
    return Network(features.HTML_FEATURES, common, {name: value.tolist() for name, value in parts.items()}, {}, about)
