"""Units that figures are counted in: money, time, physical measures, what style sheets measure in."""

from __future__ import annotations

import re
from collections.abc import Iterable

CURRENCY_SIGNS = {
    "US$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "S$": "SGD", "NZ$": "NZD", "HK$": "HKD",
    "R$": "BRL", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "₽": "RUB", "₺": "TRY",
    "₿": "BTC", "₱": "PHP", "₦": "NGN", "฿": "THB", "₫": "VND", "₴": "UAH", "₪": "ILS", "Rs.": "INR", "Rs": "INR",
    "CHF": "CHF", "Fr.": "CHF", "kr.": "kr", "kr": "kr", "zł": "PLN", "Kč": "CZK", "Rp": "IDR", "RM": "MYR",
}  # fmt: skip
CURRENCY_CODES = tuple(
    "USD EUR GBP JPY INR AUD CAD CHF CNY RMB SEK NOK DKK PLN CZK HUF BRL MXN SGD HKD NZD ZAR KRW TRY AED SAR ILS THB "
    "IDR PHP MYR VND NGN KES BTC ETH".split()
)
_MONEY_WORDS = {
    "dollar": "USD", "buck": "USD", "euro": "EUR", "pounds sterling": "GBP", "quid": "GBP", "rupee": "INR",
    "yen": "JPY",
    "yuan": "CNY", "peso": "MXN", "franc": "CHF", "krona": "SEK", "kroner": "NOK", "zloty": "PLN", "real": "BRL",
}  # fmt: skip
CENTS = {"cent": "USD", "cents": "USD", "¢": "USD", "pence": "GBP", "eurocent": "EUR", "eurocents": "EUR"}
"""Hundredths of a currency."""

MONEY = {
    **_MONEY_WORDS,
    **{f"{word}s": code for word, code in _MONEY_WORDS.items() if word != "real"},
    **{code.lower(): code for code in CURRENCY_CODES},
    **{sign.lower(): code for sign, code in CURRENCY_SIGNS.items() if len(sign) == 1 or sign in ("kr", "zł", "Kč")},
}  # fmt: skip
del MONEY["real"]
"""What follows an amount of money, in lower case."""

_TIMES = {
    "nanosecond": "ns", "microsecond": "µs", "millisecond": "ms", "msec": "ms", "second": "second", "sec": "second",
    "minute": "minute", "min": "minute", "hour": "hour", "hr": "hour", "day": "day", "night": "night", "week": "week",
    "wk": "week", "fortnight": "fortnight", "month": "month", "mo": "month", "mth": "month", "quarter": "quarter",
    "year": "year", "yr": "year", "decade": "decade", "centurie": "century", "century": "century",
}  # fmt: skip
TIME = {**_TIMES, **{f"{word}s": unit for word, unit in _TIMES.items()}}
"""What follows a stretch of time, in lower case."""

_MEASURES = {
    "kilometer": "km", "kilometre": "km", "meter": "m", "metre": "m", "centimeter": "cm", "centimetre": "cm",
    "millimeter": "mm", "millimetre": "mm", "mile": "mile", "yard": "yard", "foot": "ft", "feet": "ft",
    "inch": "inch",
    "inches": "inch", "acre": "acre", "hectare": "ha", "gram": "g", "kilogram": "kg", "kilo": "kg", "milligram": "mg",
    "microgram": "µg", "tonne": "t", "ton": "ton", "pound": "lb", "lb": "lb", "ounce": "oz", "liter": "l",
    "litre": "l",
    "milliliter": "ml", "millilitre": "ml", "gallon": "gallon", "pint": "pint", "cup": "cup", "tablespoon": "tbsp",
    "teaspoon": "tsp", "tbsp": "tbsp", "tsp": "tsp", "degree": "degree", "watt": "W", "kilowatt": "kW",
    "megawatt": "MW",
    "gigawatt": "GW", "volt": "V", "amp": "A", "lumen": "lm", "bit": "bit", "byte": "B", "kilobyte": "kB",
    "megabyte": "MB", "gigabyte": "GB", "terabyte": "TB", "petabyte": "PB", "calorie": "kcal", "kcal": "kcal",
    "cal": "kcal",
    "megapixel": "MP", "decibel": "dB", "hertz": "Hz", "kilohertz": "kHz", "megahertz": "MHz", "gigahertz": "GHz",
    "knot": "kn", "mph": "mph", "kph": "km/h",
}  # fmt: skip
_SYMBOLS = (
    "km cm mm nm km/h km² m² kg mg mcg µg ml cl dl oz ft kB KB MB GB TB PB KiB MiB GiB TiB kb Mb Gb kbps Kbps Mbps "
    "Gbps MB/s GB/s Hz kHz MHz GHz kW MW GW mW kWh MWh GWh TWh Wh mAh Ah kV mV dB IU kJ bpm rpm fps MP hp psi ppm "
    "°C °F ° m g W V l L h s d ns µs ms"
).split()
SYMBOLS = {
    **{symbol: symbol for symbol in _SYMBOLS},
    "mcg": "µg", "KB": "kB", "L": "l", "gb": "GB", "mb": "MB", "tb": "TB", "ghz": "GHz", "mhz": "MHz",
    "KG": "kg", "Kg": "kg",

}  # fmt: skip
"""Unit symbols; their case matters."""

TIME_SYMBOLS = {"h": "hour", "s": "second", "d": "day", "ns": "ns", "µs": "µs", "ms": "ms"}
MEASURES = {**_MEASURES, **{f"{word}s": unit for word, unit in _MEASURES.items()}}
"""What follows a physical quantity, spelled out, in lower case."""

CSS = frozenset("px rem em vh vw vmin vmax pt pc dpi ppi fr ch".split())
"""What style sheets and screens measure in."""

PERIODS = {
    "hour": "hour", "hr": "hour", "h": "hour", "day": "day", "week": "week", "wk": "week", "month": "month",
    "mo": "month",
    "mth": "month", "quarter": "quarter", "year": "year", "yr": "year", "annum": "year", "hourly": "hour",
    "daily": "day",
    "weekly": "week", "monthly": "month", "annually": "year", "yearly": "year", "annual": "year", "a year": "year",
}  # fmt: skip
"""The period that a price is for."""


def any_of(words: Iterable[str]) -> str:
    """A pattern that matches any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
