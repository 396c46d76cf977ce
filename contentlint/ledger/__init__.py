"""The ledger: facts that posts must agree with, as a writer keeps them in `facts/*.yaml`.

`read` makes a `Ledger` of the files, `names` finds the names of its subjects in a text, `importers` make a file of
other lists. What posts say of the facts is judged in `claims.held`.
"""

from __future__ import annotations

from contentlint.ledger.model import Day, Fact, Ledger, Mistake, Name, Place, Subject
from contentlint.ledger.read import DEFAULT, read

__all__ = ["DEFAULT", "Day", "Fact", "Ledger", "Mistake", "Name", "Place", "Subject", "read"]
