"""Compiles the modules that every page spends its time in. All else that a build has to know is in pyproject.toml.

They are plain Python and run as they are: without a C compiler the build leaves them so, and with NEWSPARSE_PURE=1 it
does not try.
"""

from __future__ import annotations

import os
import sys
from typing import Any

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext
from setuptools.errors import CompileError

HOT = (
    "newsparse.scoring",
    "newsparse.read.html",
    "newsparse.fields.author_evidence",
    "newsparse.fields.author_lines",
    "newsparse.fields.title_evidence",
    "newsparse.label.echoes",
    "newsparse.label.features",
    "newsparse.label.furniture",
    "newsparse.label.layers",
    "newsparse.label.neighbourhood",
    "newsparse.label.noise_paths",
    "newsparse.label.paths",
    "newsparse.label.reasons",
    "newsparse.label.sequence",
    "newsparse.label.words",
    "newsparse.lexicon.agencies",
    "newsparse.lexicon.lines",
    "newsparse.lexicon.phrases",
    "newsparse.lexicon.script",
    "newsparse.lexicon.traces",
)
OPTIONS = [] if sys.platform == "win32" else ["-g0", "-O3"]
"""Without what debuggers want, which is nine tenths of a compiled module; with sums made several at a time."""


class BuildWherePossible(build_ext):
    """Takes a missing compiler for what it is to an optional module: one that did not compile."""

    def build_extension(self, ext: Extension) -> None:
        try:
            super().build_extension(ext)
        except OSError as error:
            raise CompileError(str(error)) from error


def extensions() -> list[Any]:
    if os.environ.get("NEWSPARSE_PURE") == "1":
        return []
    from Cython.Build import cythonize

    modules: list[Any] = cythonize(
        [Extension(name, [f"src/{name.replace('.', '/')}.py"], extra_compile_args=OPTIONS) for name in HOT],
        build_dir="build/cython",
        language_level=3,
        compiler_directives={"annotation_typing": False},  # annotations are for readers and mypy, not for the compiler
    )
    for module in modules:
        module.optional = True  # said to Cython it would be forgotten
    return modules


setup(ext_modules=extensions(), cmdclass={"build_ext": BuildWherePossible})
