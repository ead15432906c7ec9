"""The network as it is trained and as the product runs it are one."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from sample_files import SAMPLES

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
HTML = """<html><body><nav class="top-menu"><a href="/">Home</a> <a href="/news">News</a></nav>
<div class="story-text main"><h1>Ferry returns</h1><p>The ferry is back, the council said on Tuesday.</p>
<p>It will run until autumn.</p><ul><li>Fares: 4 crowns</li><li>Dogs: free</li></ul></div></body></html>"""
COMPARE = """
import json, sys
from pathlib import Path
import network, numpy
from newsparse.label.features import HTML_FEATURES, TEXT_FEATURES, recognised_in, table_of
from newsparse.label.network import Network
from newsparse.lexicon import languages
from newsparse.read import read
html, *paths = sys.argv[1:]
pages = [read(html, "html"), *(read(Path(path).read_text(encoding="utf-8"), "text") for path in paths)]
english = languages.load(("en",))
tables = [table_of(page, recognised_in(page, english), english) for page in pages]
every = [numpy.unique(numpy.concatenate(bags)) for bags in (
    [numpy.asarray(one.words.hashes, numpy.uint32) for one in tables],
    [numpy.asarray(one.elements.hashes, numpy.uint32) for one in tables if one.elements],
)]
known = network.Known(every[0][::2], every[1])
weights = network.beginning(len(HTML_FEATURES), len(TEXT_FEATURES), known, 5)
scale = network.scale_of(tables)
product = Network.from_bytes(network.product(weights, scale, known, {"command": "test"}).to_bytes())
seen = [network.seen(one, scale, known) for one in tables]
trained = [chances.tolist() for chances in network.chances(weights, seen)]
print(json.dumps([trained, [product.chances(one) for one in tables]]))
"""


@pytest.mark.skipif(find_spec("torch") is None, reason="training needs the packages of the bench extra")
def test_both_give_the_same_chances() -> None:
    # In a process of its own: what learning imports stays behind in this one, and minds being forked.
    paths = [str(sample.scrape) for sample in SAMPLES[:3]]
    command = [sys.executable, "-c", COMPARE, HTML, *paths]
    done = subprocess.run(command, cwd=BENCHMARKS, stdout=subprocess.PIPE, text=True, check=True)
    trained, product = json.loads(done.stdout)
    assert len(trained) == len(product) == 4
    for one, other in zip(trained, product, strict=True):
        # The product keeps words in bytes; learning sees columns in halves of floats.
        assert other == pytest.approx(one, abs=0.005)
