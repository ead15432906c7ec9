"""Modules that were compiled when newsparse was built do what their plain source does."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

import pytest

import newsparse
from sample_files import SAMPLES

PACKAGE = Path(newsparse.__file__).parent
COMPILED = sorted(file for suffix in EXTENSION_SUFFIXES for file in PACKAGE.rglob(f"*{suffix}"))

PLAIN = """
import hashlib, sys
from importlib.machinery import EXTENSION_SUFFIXES, ExtensionFileLoader, FileFinder, SourceFileLoader
loaders = (SourceFileLoader, [".py"]), (ExtensionFileLoader, EXTENSION_SUFFIXES)
sys.path_hooks.insert(0, FileFinder.path_hook(*loaders))
sys.path_importer_cache.clear()
import newsparse
for path in sys.argv[1:]:
    print(hashlib.sha256(newsparse.clean_path(path).to_json(blocks=True).encode()).hexdigest())
of_package = [module for name, module in sys.modules.items() if name.split(".")[0] == "newsparse"]
assert all(module.__file__.endswith(".py") for module in of_package)
"""
"""Cleans pages with the sources first, and says what came of each."""


@pytest.mark.skipif(not COMPILED, reason="nothing was compiled: no C compiler, or NEWSPARSE_PURE=1, at the build")
def test_plain_source_gives_the_same() -> None:
    paths = [str(sample.scrape) for sample in SAMPLES]
    plain = subprocess.run([sys.executable, "-c", PLAIN, *paths], capture_output=True, text=True, check=True)
    ours = [hashlib.sha256(newsparse.clean_path(path).to_json(blocks=True).encode()).hexdigest() for path in paths]
    different = [path for path, one, other in zip(paths, ours, plain.stdout.split(), strict=True) if one != other]
    assert not different
