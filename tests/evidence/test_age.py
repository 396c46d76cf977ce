"""How old a page says that it is."""

from __future__ import annotations

import datetime as dt

import pytest

from contentlint.evidence.age import age
from contentlint.evidence.visited import from_fields

URL = "https://harbour.example/ferries"


@pytest.mark.parametrize(
    ("url", "title", "text", "said"),
    [
        (URL, "Ferries", "Ferries\nPublished March 3, 2022 by Ann Wells\nMost run on gas.", "March 2022"),
        (URL, "Ferries", "Ferries\nLast updated: 12 April 2022\nMost run on gas.", "April 2022"),
        (URL, "Ferries", "Ferries\nBy Ann Wells, 2022-12-05\nMost run on gas.", "December 2022"),
        (URL, "Ferries", "Ferries\n5th May 2023\nMost run on gas.", "May 2023"),
        (URL, "Ferries", "Posted on May 2021\nMost run on gas.\nUpdated May 2, 2024", "May 2024"),
        (URL, "Ferries", "Most run on gas, as was said on\nMarch 3, 2022 by all of the captains, the pilots and a good "
         "part of those who wait for them on the pier.", ""),
        (URL, "Ferries", "In March 2022 most ran on gas.", ""),
        (URL, "Ferries of 2021", "Most run on gas.", "2021"),
        (URL, "Ferries 2019 to 2024", "Most run on gas.", ""),
        (URL, "Ferries for $2020", "Most run on gas.", ""),
        ("https://harbour.example/2022/05/ferries", "Ferries", "Most run on gas.", "May 2022"),
        ("https://harbour.example/2022/ferries", "Ferries", "Most run on gas.", "2022"),
        ("https://harbour.example/2022-ferries", "Ferries", "Most run on gas.", "2022"),
        ("https://harbour.example/ferries-2022/?a=1", "Ferries", "Most run on gas.", "2022"),
        ("https://harbour.example/20221", "Ferries", "Most run on gas.", ""),
        ("https://harbour.example/2022/ferries", "Ferries", "Updated: June 1, 2024\nMost run on gas.", "June 2024"),
    ],
)  # fmt: skip
def test_by_its_text_address_and_title(url: str, title: str, text: str, said: str) -> None:
    found = age(from_fields(url, {"title": title, "text": text}))
    assert (found.said if found else "") == said


def test_its_data_come_first_and_the_newest_day_counts() -> None:
    fields = {"published": dt.date(2019, 3, 1), "text": "Updated May 2, 2024", "title": "2021"}
    assert age(from_fields(URL, fields)) == age(from_fields(URL, {"published": dt.date(2019, 3, 1)}))
    found = age(from_fields(URL, {**fields, "modified": dt.date(2020, 2, 5)}))
    assert found is not None
    assert (found.day, found.said) == (dt.date(2020, 2, 5), "February 2020")


def test_of_a_month_or_a_year_the_last_day_is_meant() -> None:
    for text, day in (
        ("Updated February 2024", dt.date(2024, 2, 29)),
        ("Updated: December 1, 2023", dt.date(2023, 12, 31)),
    ):
        found = age(from_fields(URL, {"text": text}))
        assert found is not None
        assert found.day == day
