"""A long list as pages, with the addresses of the neighbours."""

from __future__ import annotations

from assistant.web.form_fields import whole_number


class Pages:
    """The pages of a list: which one is shown, and the addresses of its neighbours.

    Parameters
    ----------
    count
        How many rows there are in all.
    wanted
        The page that was asked for, as it stands in the address; anything that is no such page is the nearest that is.
    address
        What the number is put behind: ``/granskning?visa=alla&``.
    per_page
        Rows of a page.
    """

    def __init__(self, count: int, wanted: str, address: str, per_page: int = 25) -> None:
        self.count = count
        self.last = max(1, -(-count // per_page))
        self.now = min(max(1, whole_number(wanted) or 1), self.last)
        self.skip = (self.now - 1) * per_page
        self.before = f"{address}sida={self.now - 1}" if self.now > 1 else ""
        self.after = f"{address}sida={self.now + 1}" if self.now < self.last else ""
