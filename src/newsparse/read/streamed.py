"""Pages that a server streams: what comes late stands hidden at the end, and a script puts it where it belongs.

React's server writes `<template id="B:0">` where something is missing, the missing part as `<div hidden id="S:0">` once
it is ready, and a call such as `$RC("B:0","S:0")`, which puts the one in the place of the other.
"""

from __future__ import annotations

import re

from lxml import etree

SIGN = b'id="S:'
"""What every such page has."""
CALL = re.compile(rb'\$R[CRS]\("([BPS]:\w{1,20})","([BPS]:\w{1,20})"')
PLACE, PART = re.compile(r"[BP]:\w{1,20}"), re.compile(r"S:\w{1,20}")


def put_in_place(root: etree._Element, markup: bytes) -> None:
    """Moves each part that came late to its place, and shows it; those without a place stay hidden.

    A page that was saved without its scripts makes no calls; there parts belong where their number is.
    """
    places = {name: one for one in root.iter("template") if PLACE.fullmatch(name := one.get("id", ""))}
    parts = {name: one for one in root.iter("div") if PART.fullmatch(name := one.get("id", ""))}
    called = [(one.decode(), other.decode()) for one, other in CALL.findall(markup)]
    for one, other in called or [(place, f"S{place[1:]}") for place in places]:
        place, part = (other, one) if one in parts else (one, other)
        if place in places and part in parts:
            _put(places.pop(place), parts.pop(part))


def _put(place: etree._Element, part: etree._Element) -> None:
    above = place.getparent()
    if above is None or part in place.iterancestors():
        return
    part.attrib.pop("hidden", "")
    _leave_text(part)
    part.tail = place.tail
    above.replace(place, part)


def _leave_text(part: etree._Element) -> None:
    """Leaves the text behind an element where it stands."""
    before, above = part.getprevious(), part.getparent()
    if before is not None:
        before.tail = (before.tail or "") + (part.tail or "")
    elif above is not None:
        above.text = (above.text or "") + (part.tail or "")
