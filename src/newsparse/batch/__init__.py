"""Many pages: worker processes, folders of scrapes, and runs that go on where they were stopped.

`walk → (unchanged? keep : worker → clean → render) → cluster → output`, in the order of the inputs, a bounded
number of them in hand.
"""

from __future__ import annotations

from newsparse.batch.many import clean_many

__all__ = ["clean_many"]
