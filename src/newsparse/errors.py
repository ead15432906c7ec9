"""Everything that newsparse raises on purpose.

NewsparseError            what a caller catches
├── InputError            an input that cannot be read at all
│   ├── EmptyInput        no bytes, or nothing but white space
│   ├── BinaryInput       an image, an archive, a program: not text of any kind
│   ├── UnreadableInput   missing, forbidden, a folder, not the form or encoding that was asked for
│   └── NoArticle         no article in it, where only articles are wanted
└── OutputError           a result that cannot be written
"""

from __future__ import annotations


class NewsparseError(Exception):
    """What newsparse raises; its text is one line that says what is wrong and what to do."""

    reason = "fault"
    """One word for the kind of error, to be counted by: `fault` where the cleaner itself failed."""


class InputError(NewsparseError):
    """An input that cannot be read at all."""

    reason = "input"


class EmptyInput(InputError):  # noqa: N818 - reads as what it is: an empty input
    """No bytes, or nothing but white space."""

    reason = "empty"


class BinaryInput(InputError):  # noqa: N818 - the same
    """An image, an archive, a program: not text of any kind."""

    reason = "binary"


class UnreadableInput(InputError):  # noqa: N818 - the same
    """Missing, forbidden, a folder, or not in the form or encoding that was asked for."""

    reason = "unreadable"


class NoArticle(InputError):  # noqa: N818 - the same
    """No article in it, where only articles are wanted."""

    reason = "no-article"


class OutputError(NewsparseError):
    """A result that cannot be written."""

    reason = "not-written"
