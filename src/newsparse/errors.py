"""Everything that newsparse raises on purpose.

NewsparseError            what a caller catches
├── InputError            an input that cannot be read at all
│   ├── EmptyInput        no bytes, or nothing but white space
│   ├── BinaryInput       an image, an archive, a program: not text of any kind
│   └── UnreadableInput   missing, forbidden, a folder, not the form or encoding that was asked for
├── OutputError           a result that cannot be written
└── ProfileError          a file of recurring lines that cannot be used
"""

from __future__ import annotations


class NewsparseError(Exception):
    """What newsparse raises; its text is one line that says what is wrong and what to do."""


class InputError(NewsparseError):
    """An input that cannot be read at all."""


class EmptyInput(InputError):  # noqa: N818 - reads as what it is: an empty input
    """No bytes, or nothing but white space."""


class BinaryInput(InputError):  # noqa: N818 - the same
    """An image, an archive, a program: not text of any kind."""


class UnreadableInput(InputError):  # noqa: N818 - the same
    """Missing, forbidden, a folder, or not in the form or encoding that was asked for."""


class OutputError(NewsparseError):
    """A result that cannot be written."""


class ProfileError(NewsparseError):
    """A file of recurring lines that cannot be used."""
