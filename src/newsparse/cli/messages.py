"""What is said to the person: one line each, on standard error, with nothing in it that steers a terminal."""

from __future__ import annotations

import sys

from newsparse.errors import NewsparseError


def complain(*parts: str) -> None:
    """`newsparse: part: part`, on standard error."""
    if sys.stderr is None:
        return
    sys.stderr.write(f"newsparse: {': '.join(shown(part) for part in parts)}\n")
    sys.stderr.flush()


def report(label: str, message: str, error: Exception | None = None) -> None:
    """Name an input that failed; with the error given, also where it arose."""
    if error is not None:
        import traceback

        traceback.print_exception(error)
    complain(label, message)


def shown(text: str) -> str:
    """The text, or a file's name, as it can be shown on one line: what is not printable is escaped.

    Bytes of a file's name that are not UTF-8 appear as `\\xff`.
    """
    readable = text.encode("utf-8", "surrogateescape" if _from_bytes(text) else "replace")
    return "".join(map(_visible, readable.decode("utf-8", "backslashreplace")))


def explained(error: Exception) -> str:
    """One line for an error: what is wrong, and what to do."""
    if isinstance(error, NewsparseError):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {lowered(error.strerror)}" if error.filename else lowered(error.strerror)
    return f"internal error ({type(error).__name__}: {error}); run again with --debug to see where"


def _from_bytes(text: str) -> bool:
    return all("\udc80" <= character <= "\udcff" for character in text if "\ud800" <= character <= "\udfff")


def _visible(character: str) -> str:
    if character.isprintable():
        return character
    return " " if character in "\n\t\u00a0" else character.encode("unicode_escape").decode("ascii")


def lowered(text: str) -> str:
    """The text with a small letter first, to stand behind a colon."""
    return text[:1].lower() + text[1:]
