"""Which language an article is in: what its text shows, what was declared being the lesser witness.

Pages declare the language of their template, often wrongly, so a declaration only decides between languages that the
text leaves open. The answer is the plain language code: `de` is what corpora are sorted by, and a page's `de-CH` says
where its site is at home, not how the text is written. A caller's own tag is kept as it was given.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsparse.article import Claim, Evidence, Found, Label, Page
from newsparse.lexicon.languages import base_language, guess, guessable
from newsparse.lexicon.script import units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsparse.lexicon.languages import Lexicon

_TAG = r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,4}"
_SHORT = 60
"""Words below which a declared language that the text allows is believed before the likeliest one."""


def find_language(page: Page, labels: Sequence[Label], lexicon: Lexicon) -> Found[str] | None:
    """The language of the kept blocks, as a code like `de`; None where there is no story to be in any language."""
    del lexicon
    declared = [claim for claim in page.claimed("language") if re.fullmatch(_TAG, claim.value)]
    for claim in declared:
        if claim.origin == "caller":
            return _declared(claim, claim.value.replace("_", "-"), 1.0)
    story = "\n".join(block.text for block, label in zip(page.blocks, labels, strict=True) if label.kept)
    if not story.strip():
        return None
    likely = guess(story)
    agreeing = next((claim for claim in declared if base_language(claim.value) in likely), None)
    if agreeing is not None and (base_language(agreeing.value) == likely[0] or units(story) < _SHORT):
        return _declared(agreeing, base_language(agreeing.value), 0.98)
    if likely:
        return Found(likely[0], Evidence(text=likely[0], origin="text", confidence=0.95 if len(likely) == 1 else 0.9))
    for claim in declared:
        # A long text in a language that would have been guessed refutes the claim.
        if not guessable(base_language(claim.value)) or units(story) < _SHORT:
            return _declared(claim, base_language(claim.value), 0.4)
    return None


def _declared(claim: Claim, value: str, confidence: float) -> Found[str]:
    return Found(value, Evidence(text=claim.value, origin=claim.origin, confidence=confidence))
