"""Trains the network of `newsparse.label.network`, and turns it into the arrays that the product reads.

The network is written a second time here, over many pages at once and with gradients; a test holds that both give the
same chances. A block costs by the share of its article's words that it has. The weights that are kept are a
running mean of those of the last steps, which errs less than any of them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy
from jax import Array as Tensor

from newsparse.label import features, paths
from newsparse.label.layers import FARTHEST
from newsparse.label.network import ELEMENT, REACHES, SUMMED, WIDTH, WORD, Network
from samples import Array, Sample

EPOCHS = 7
FORMS_EACH = 2
"""Dumps of a page that an epoch sees, drawn anew each time; they differ little."""
HTML_COUNTS = 1.5
"""How much a page of HTML counts, where of its dumps FORMS_EACH are seen."""
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
"""Blocks of one step, and of the longest page that is learnt from."""
WORD_PAGES, ELEMENT_PAGES = 30, 16
"""Pages that a word stands in from which on it is known; of rarer ones only their sites would be learnt."""
MOST_WORDS = 56
"""Words of a block, pairs and ends among them."""
NOTHING = 65535
"""Stands for a word that is not known, or not there."""

Weights = dict[str, Any]


@dataclass(frozen=True)
class Seen:
    """What the network sees of a sample's blocks."""

    numbers: Array
    """The columns, after `Scale`; those of HTML alone are 0 in other forms."""
    words: Array
    """Places of words, NO_WORD where there are fewer than the most."""
    elements: Array
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
        _bags(table.words, MOST_WORDS, known.words),
        _bags(elements, paths.MOST, known.elements) if elements else numpy.zeros((table.count, 0), numpy.uint16),
        elements is not None,
    )


def _bags(bags: features.Bags, most: int, known: Array) -> Array:
    """For each block the rows of its words, in one row of `most` numbers."""
    hashes = numpy.asarray(bags.hashes, numpy.uint32)
    places = numpy.minimum(numpy.searchsorted(known, hashes), len(known) - 1)
    places = numpy.where(known[places] == hashes, places, NOTHING).astype(numpy.uint16)
    rows = numpy.full((len(bags.ends), most), NOTHING, numpy.uint16)
    first = 0
    for row, end in enumerate(bags.ends):
        found = places[first : min(end, first + most)]
        rows[row, : len(found)] = found
        first = end
    return rows


# ------------------------------------------------------------------ the network


def beginning(key: Tensor, columns: int, common: int, known: Known) -> Weights:
    """Weights by chance."""
    keys = iter(jax.random.split(key, 16))

    def drawn(*shape: int, size: float = 1.0) -> Tensor:
        return jax.random.normal(next(keys), shape) * size / math.sqrt(math.prod(shape[:-1]))

    return {
        "words": 0.1 * jax.random.normal(next(keys), (len(known.words), WORD)),
        "elements": 0.1 * jax.random.normal(next(keys), (len(known.elements), ELEMENT)),
        "columns": drawn(common, WIDTH),
        "of_words": drawn(WORD, WIDTH),
        "path_columns": drawn(columns - common, WIDTH),
        "of_elements": drawn(ELEMENT, WIDTH),
        "bias": jnp.zeros(WIDTH),
        "path_bias": jnp.zeros(WIDTH),
        "layers": jnp.stack([drawn(3, WIDTH, WIDTH, size=0.7) for _ in REACHES]),
        "layer_bias": jnp.zeros((len(REACHES), WIDTH)),
        "page": drawn(2 * WIDTH, WIDTH, size=0.3),
        "out": drawn(WIDTH, 1)[:, 0],
        "out_bias": jnp.zeros(()),
    }


@dataclass(frozen=True)
class Batch:
    """Pages of like length, filled up to one length: arrays of [page, block, …]."""

    numbers: Array
    words: Array
    elements: Array
    is_html: Array
    """[page]"""
    real: Array
    """1 for a block, 0 for what fills up."""
    truth: Array
    weight: Array


jax.tree_util.register_dataclass(Batch)


def odds(weights: Weights, batch: Batch, key: Tensor | None = None) -> Tensor:
    """Log odds of each block; with a key as in training, where some of what is known is forgotten."""
    common = weights["columns"].shape[0]
    real = batch.real[..., None]
    html = _forgetting(batch.is_html, FORGOTTEN_PATHS, key, 1, rescaled=False)[:, None, None]
    numbers = batch.numbers.astype(jnp.float32)
    hidden = numbers[..., :common] @ weights["columns"] + weights["bias"]
    hidden += _known(weights["words"], batch.words, key, 2) @ weights["of_words"]
    paths_say = numbers[..., common:] @ weights["path_columns"] + weights["path_bias"]
    paths_say += _known(weights["elements"], batch.elements, key, 3) @ weights["of_elements"]
    hidden = jax.nn.relu(hidden + html * paths_say) * real
    for number, reach in enumerate(REACHES):
        if number == SUMMED:
            mean = hidden.sum(1) / real.sum(1)
            hidden += (jnp.concatenate([mean, hidden.max(1)], -1) @ weights["page"])[:, None]
        hidden = (hidden + _mixed(weights, hidden * real, number, reach, key)) * real
    return hidden @ weights["out"] + weights["out_bias"]


def _mixed(weights: Weights, hidden: Tensor, number: int, reach: int, key: Tensor | None) -> Tensor:
    around = jnp.pad(hidden, ((0, 0), (reach, reach), (0, 0)))
    above, here, below = weights["layers"][number]
    mixed = around[:, : -2 * reach] @ above + hidden @ here + around[:, 2 * reach :] @ below
    return jax.nn.relu(_forgetting(mixed + weights["layer_bias"][number], FORGOTTEN, key, 4 + number))


def _known(table: Tensor, places: Array, key: Tensor | None, number: int) -> Tensor:
    told = places != NOTHING
    if key is not None:
        told &= ~jax.random.bernoulli(jax.random.fold_in(key, number), FORGOTTEN_WORDS, places.shape)
    rows = table[jnp.where(told, places, 0).astype(jnp.int32)] * told[..., None]
    return rows.sum(-2) / jnp.sqrt(jnp.maximum(told.sum(-1), 1))[..., None]


def _forgetting(values: Any, share: float, key: Tensor | None, number: int, *, rescaled: bool = True) -> Tensor:
    if key is None:
        return jnp.asarray(values)
    kept = jax.random.bernoulli(jax.random.fold_in(key, number), 1 - share, values.shape)
    return values * kept / (1 - share if rescaled else 1)


def loss(weights: Weights, batch: Batch, key: Tensor) -> Tensor:
    found = odds(weights, batch, key)
    surprise = jnp.maximum(found, 0) - found * batch.truth + jnp.log1p(jnp.exp(-jnp.abs(found)))
    size = sum((value**2).sum() for value in weights.values())
    return (surprise * batch.weight).sum() / 64 + DECAY * size


# ------------------------------------------------------------------ learning


@dataclass(frozen=True)
class State:
    """How far learning has come: weights, their running mean, and what Adam remembers of the slopes."""

    weights: Weights
    mean: Weights
    slopes: Weights
    squares: Weights


jax.tree_util.register_dataclass(State)


@jax.jit
def step(state: State, batch: Batch, number: Tensor, rate: Tensor, key: Tensor) -> State:
    """One step by Adam (Kingma and Ba, 2015), and of the running mean."""
    each = jax.tree.map
    slopes_now = jax.grad(loss)(state.weights, batch, key)
    slopes = each(lambda old, new: 0.9 * old + 0.1 * new, state.slopes, slopes_now)
    squares = each(lambda old, new: 0.99 * old + 0.01 * new * new, state.squares, slopes_now)

    def moved(weight: Tensor, slope: Tensor, square: Tensor) -> Tensor:
        return weight - rate * (slope / (1 - 0.9**number)) / (jnp.sqrt(square / (1 - 0.99**number)) + 1e-6)

    weights = each(moved, state.weights, slopes, squares)
    mean = each(lambda old, new: MEMORY * old + (1 - MEMORY) * new, state.mean, weights)
    return State(weights, mean, slopes, squares)


def learnt(
    samples: Sequence[Sample], pages: Sequence[Seen], known: Known, *, epochs: int = EPOCHS, seed: int = 1
) -> Weights:
    """The weights learnt from samples, of which the network sees `pages`."""
    columns = pages[0].numbers.shape[1]
    weights = beginning(jax.random.PRNGKey(seed), columns, len(features.TEXT_FEATURES), known)
    nothing = jax.tree.map(jnp.zeros_like, weights)
    state = State(weights, weights, nothing, nothing)
    chance = numpy.random.default_rng(seed)
    plan = [one for _ in range(epochs) for one in _epoch(samples, pages, chance)]
    mean = sum(float(one.weight.sum()) for one in samples) / len(samples) / 2
    for number, indices in enumerate(plan, 1):
        rate = RATE * min(1.0, number / WARM) * (1 - number / (len(plan) + 1))
        batch = _batch([pages[index] for index in indices], [samples[index] for index in indices], mean)
        state = step(state, batch, jnp.float32(number), jnp.float32(rate), jax.random.PRNGKey(number))
    return jax.tree.map(numpy.asarray, state.mean)


def _epoch(samples: Sequence[Sample], pages: Sequence[Seen], chance: numpy.random.Generator) -> list[list[int]]:
    """Which samples each step of an epoch sees: all HTML, some dumps of each page; pages of like length together."""
    drawn: dict[str, list[tuple[float, int]]] = {}
    chosen = []
    for index, one in enumerate(samples):
        if one.form == "html" or one.page_set == "generated":
            chosen.append(index)
        else:
            drawn.setdefault(one.id, []).append((chance.random(), index))
    chosen += [index for forms in drawn.values() for _, index in sorted(forms)[:FORMS_EACH]]
    by_length: dict[int, list[int]] = {}
    for index in sorted(chosen):
        if pages[index].count <= LONGEST:
            by_length.setdefault(filled(pages[index].count), []).append(index)
    steps = []
    for length, indices in sorted(by_length.items()):
        order = chance.permutation(len(indices))
        size = max(2, BLOCKS // length)
        steps += [[indices[at] for at in order[first : first + size]] for first in range(0, len(order), size)]
    return [steps[at] for at in chance.permutation(len(steps))]


def filled(count: int) -> int:
    """The length that a page is filled up to: few different ones, for each is compiled anew."""
    length = 64
    while length < count:
        length *= 2
    return length


def _batch(pages: Sequence[Seen], samples: Sequence[Sample] = (), mean: float = 1.0) -> Batch:
    count, length = len(pages), filled(max(page.count for page in pages))
    batch = Batch(
        numpy.zeros((count, length, pages[0].numbers.shape[1]), numpy.float16),
        numpy.full((count, length, MOST_WORDS), NOTHING, numpy.uint16),
        numpy.full((count, length, paths.MOST), NOTHING, numpy.uint16),
        numpy.asarray([page.is_html for page in pages], numpy.float32),
        *(numpy.zeros((count, length), numpy.float32) for _ in range(3)),
    )
    for row, page in enumerate(pages):
        batch.numbers[row, : page.count] = page.numbers
        batch.words[row, : page.count] = page.words
        batch.real[row, : page.count] = 1
        if page.is_html:
            batch.elements[row, : page.count] = page.elements
    for row, sample in enumerate(samples):
        counts = HTML_COUNTS if pages[row].is_html else 1.0
        batch.truth[row, : len(sample.truth)] = sample.truth
        batch.weight[row, : len(sample.truth)] = counts * sample.weight / mean
    return batch


chances_of = jax.jit(lambda weights, batch: jax.nn.sigmoid(odds(weights, batch)))


def chances(weights: Weights, pages: Sequence[Seen]) -> Iterator[Array]:
    """Of each block of each page."""
    for page in pages:
        yield numpy.asarray(chances_of(weights, _batch([page])))[0, : page.count]


# ------------------------------------------------------------------ the file


def product(weights: Weights, scale: Scale, known: Known, about: dict[str, Any]) -> Network:
    """The network as the product reads it: what is known of words in bytes, all else in floats."""
    parts = {name: numpy.asarray(value, numpy.float32).ravel() for name, value in weights.items()}
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
