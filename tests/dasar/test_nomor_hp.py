"""Phone numbers as people write them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dasar.nomor_hp import baku_nomor, baku_seluler


@pytest.mark.parametrize(
    "teks",
    [
        *("081234567890", "0812-3456-7890", "0812 3456 7890", "(0812) 3456.7890"),
        *(
            "+62 812 3456 7890",
            "62 812-3456-7890",
            "+62 (0)812 3456 7890",
            "0812\u20133456\u20137890",
        ),
    ],
)
def test_one_number_in_every_spelling(teks):
    assert baku_seluler(teks) == "+6281234567890"


@pytest.mark.parametrize(
    "teks",
    [
        *("", "n.a.", "021-5555555", "0812345", "08123456789012345", "812345678901"),
        *(
            "+60 12 345 6789",
            "0812x3456789",
            "\u0660\u0668\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668",
        ),
        "081234567890 / 081234567891",
    ],
)
def test_what_is_no_mobile_number_of_indonesia(teks):
    assert baku_seluler(teks) == ""


def test_other_countries_keep_their_code():
    assert (baku_nomor("+60 12 345 6789"), baku_nomor("+1")) == ("+60123456789", "")


@given(st.text(max_size=30))
@settings(max_examples=60, deadline=None)
def test_any_text_gives_a_number_or_nothing_and_stays(teks):
    nomor = baku_nomor(teks)
    assert nomor == "" or (nomor[0] == "+" and nomor[1:].isascii() and nomor[1:].isdigit())
    assert baku_nomor(nomor) == nomor
