"""Everything that newsparse raises on purpose.

NewsparseError            what a caller catches
├── InputError            an input that cannot be read at all
│   ├── EmptyInput        no bytes, or nothing but white space
│   ├── BinaryInput       an image, an archive, a program: not text of any kind
│   ├── UnreadableInput   missing, forbidden, a folder, not the form or encoding that was asked for
│   └── NoArticle         a page without an article, where only articles are wanted
├── CleaningError         an input that newsparse itself failed on
│   ├── PageTimeout       took longer than a page may take
│   ├── PageMemory        took more memory than a page may take
│   └── PageCrash         took its worker process with it
├── OutputError           a result that cannot be written
└── ProfileError          a file of recurring lines that cannot be used
"""

from __future__ import annotations

from typing import ClassVar


class NewsparseError(Exception):
    """What newsparse raises; its text is one line that says what is wrong and what to do."""

    reason: ClassVar[str] = "failed"
    """A stable code for what is wrong, as lists of failures give it."""


class InputError(NewsparseError):
    """An input that cannot be read at all."""

    reason = "unreadable"


class EmptyInput(InputError):  # noqa: N818 - reads as what it is: an empty input
    """No bytes, or nothing but white space."""

    reason = "empty"


class BinaryInput(InputError):  # noqa: N818 - the same
    """An image, an archive, a program: not text of any kind."""

    reason = "binary"


class UnreadableInput(InputError):  # noqa: N818 - the same
    """Missing, forbidden, a folder, or not in the form or encoding that was asked for."""


class NoArticle(InputError):  # noqa: N818 - the same
    """A page without an article, where only articles are wanted."""

    reason = "no-article"


class CleaningError(NewsparseError):
    """An input that newsparse itself failed on; its notes, where it has any, say where in the code."""

    reason = "internal-error"


class PageTimeout(CleaningError):  # noqa: N818 - the same
    """An input that took longer than a page may take."""

    reason = "timeout"


class PageMemory(CleaningError):  # noqa: N818 - the same
    """An input that took more memory than a page may take."""

    reason = "memory"


class PageCrash(CleaningError):  # noqa: N818 - the same
    """An input that took its worker process with it."""

    reason = "crash"


class OutputError(NewsparseError):
    """A result that cannot be written."""

    reason = "unwritable"


class ProfileError(NewsparseError):
    """A file of recurring lines that cannot be used."""

    reason = "profile"
