"""Names of files inside archives: labels that the archive's maker chose, and that nobody may be led astray by."""

from __future__ import annotations

from newsparse.errors import UnreadableInput

_OF_A_SYSTEM = {"__MACOSX"}


def tidy(name: str) -> str:
    """The name in plain parts, parted by `/`; empty for what is hidden, and for what a system adds.

    No part is empty, leads upwards or names a drive: `C:\\..\\a/b.html` and `/a/./b.html` are `a/b.html`.
    """
    parts = [part for part in name.replace("\\", "/").replace("\0", "").split("/") if part not in {"", ".", ".."}]
    if parts and len(parts[0]) == 2 and parts[0][1] == ":":
        del parts[0]
    if any(part.startswith(".") or part in _OF_A_SYSTEM for part in parts):
        return ""
    return "/".join(parts)


def refuse_nested(name: str) -> None:
    """Raises UnreadableInput for an archive inside an archive."""
    from newsparse.read.archive import is_packed_or_container  # late, for that room opens this one

    if is_packed_or_container(name):
        raise UnreadableInput("is an archive, a table or a packed file inside an archive; unpack the outer one first")
