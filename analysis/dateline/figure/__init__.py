"""A figure of a paper: drawn for a journal, measured, and written with its numbers, words and provenance."""

from dateline.figure.drawing import Figure, Provenance
from dateline.figure.gate import Criterion, criteria
from dateline.figure.profiles import HOUSE, Profile, drawing_for, drawn_for, load_profiles, page_mm, profile_of
from dateline.figure.style import house_style, in_house_style
from dateline.figure.words import in_words
from dateline.writing import csv_bytes

# The house's two widths, a column and a page: what is drawn for no journal in particular.
WIDTHS_MM = {"single": 89.0, "double": 183.0}

__all__ = [
    "HOUSE",
    "WIDTHS_MM",
    "Criterion",
    "Figure",
    "Profile",
    "Provenance",
    "criteria",
    "csv_bytes",
    "drawing_for",
    "drawn_for",
    "house_style",
    "in_house_style",
    "in_words",
    "load_profiles",
    "page_mm",
    "profile_of",
]
