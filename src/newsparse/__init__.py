"""newsparse turns raw scrapes of news pages (text, Markdown, HTML) into clean, structured articles.

    import newsparse
    article = newsparse.clean(open("page.txt", "rb").read())
    print(article.title, article.date, article.body)

Names are imported when they are first used, so that `import newsparse` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newsparse.article import Article, DateEvidence, Evidence, Kind, LabelledBlock
    from newsparse.batch.many import clean_many
    from newsparse.errors import (
        BinaryInput,
        EmptyInput,
        InputError,
        NewsparseError,
        OutputError,
        ProfileError,
        UnreadableInput,
    )
    from newsparse.pipeline import clean, clean_path
    from newsparse.profile import Profile

_HOMES = {
    **dict.fromkeys(("Article", "DateEvidence", "Evidence", "Kind", "LabelledBlock"), "article"),
    **dict.fromkeys(
        (
            "BinaryInput",
            "EmptyInput",
            "InputError",
            "NewsparseError",
            "OutputError",
            "ProfileError",
            "UnreadableInput",
        ),
        "errors",
    ),
    **dict.fromkeys(("clean", "clean_path"), "pipeline"),
    "clean_many": "batch.many",
    "Profile": "profile",
}

__all__ = [
    "Article",
    "BinaryInput",
    "DateEvidence",
    "EmptyInput",
    "Evidence",
    "InputError",
    "Kind",
    "LabelledBlock",
    "NewsparseError",
    "OutputError",
    "Profile",
    "ProfileError",
    "UnreadableInput",
    "clean",
    "clean_many",
    "clean_path",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("newsparse")
    if name not in _HOMES:
        raise AttributeError(f"module 'newsparse' has no attribute {name!r}")
    return getattr(import_module(f"newsparse.{_HOMES[name]}"), name)
