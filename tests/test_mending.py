"""What hides a word from its reader is undone before reading; what is found stands at its place in the stored text."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dateline as dl
from dateline.annotation import Reader
from dateline.mending import mended
from dateline.seeds import load_cues


@pytest.fixture(scope="module")
def reader():
    return Reader(dl.load_actors(), dl.load_frames(), load_cues())


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("a ﬁrm eﬀort by oﬃcials", "a firm effort by officials"),
        ("the govern-\nment and the Al-\nHadath", "the government and the Al-Hadath"),
        ("Zelen\u00adskyy, Xi\u00a0Jinping, al\u2011Sisi", "Zelenskyy, Xi Jinping, al-Sisi"),
        ("＂Snow″ ⸺ he said", '"Snow" — he said'),
        ("zero\u200bwidth", "zerowidth"),
    ],
)
def test_a_broken_word_is_whole_in_the_mended_text(text, whole):
    assert mended(text).text == whole


@pytest.mark.parametrize("text", ["", "Snow fell - and fell.", "He came —\nhe saw.", "“Snow,” said Élodie.", "5-\n6"])
def test_a_text_without_a_fault_is_left_alone(text):
    assert mended(text) is None


@given(st.text(alphabet="ab \u00a0\u00ad\u200bﬁﬃ-\n\u2011X1", max_size=60))
def test_every_stretch_leads_back_to_where_it_came_from(text):
    whole = mended(text)
    if whole is None:
        return
    for at, letter in enumerate(whole.text):
        start, end = whole.span(at, at + 1)
        assert 0 <= start < end <= len(text)
        assert text[start:end] == letter or not text[start:end].isascii() or "\n" in text[start:end]
        again = whole.inverse(start, end)
        assert again[0] <= at < again[1]


@pytest.mark.parametrize(
    "name", ["Volodymyr Zelen-\nskyy", "Volodymyr\u00a0Zelenskyy", "Volodymyr Zelen\u00adskyy", "Volodymyr\nZelenskyy"]
)
def test_a_name_is_found_where_the_stored_text_has_it(reader, name):
    text = f"Snow fell. President {name} said that the ﬁrm friendship with Po\u00adland was “unbreak-\nable”."
    read = reader.read(text)
    people = [text[m.start : m.end] for m in read.mentions if m.actor == "volodymyr-zelenskyy"]
    if "Volodymyr\nZ" not in name:  # a line's end alone parts paragraphs
        assert people == [f"President {name}"[-len(name) :]]
    assert "Po\u00adland" in [text[m.start : m.end] for m in read.mentions]
    assert [text[start:end] for quote in read.quotes for start, end in quote.content][-1].endswith("“unbreak-\nable”")
    assert text[slice(*read.divisions.sentences[0])] == "Snow fell."


def test_a_passage_marked_by_hand_keeps_its_place(reader):
    text = "The oﬃcials were bru\u00adtal to Xi\u00a0Jinping."
    start = text.index("bru")
    (hit,) = [h for h in reader.read(text, None, [{"start": start, "end": start + 7, "label": "tone"}]).hits
              if h.frame == "tone"]  # fmt: skip
    assert text[hit.start : hit.end] == "bru\u00adtal"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        (
            "â€œSnow,â€\u009d he said in SÃ£o Paulo; itâ€™s deep â€“ very.",
            "“Snow,” he said in São Paulo; it’s deep – very.",
        ),
        ("Voil\u00c3\u00a0 ErdoÄŸan, ZelenskÃ½\u00a0and KaczyÅ„ski", "Voilà Erdoğan, Zelenský and Kaczyński"),
        ("20Â\u00a0km, Â£5", "20 km, £5"),
    ],
)
def test_letters_that_were_encoded_twice_are_themselves_again(text, whole):
    assert mended(text).text == whole


@pytest.mark.parametrize("text", ["A IRMÃ” E A MAÇÃ…", "Å, Ä och Ö", "Ñandú", "Äpfel – Öl", "«À la carte»", "DÂ»"])
def test_letters_of_other_languages_are_no_fault(text):
    assert mended(text) is None


# Mended is as clean

SENTENCES = (
    "President Volodymyr Zelenskyy said on Monday that the friendship with Poland was unbreakable.",
    "Officials in Beijing called the government's offer insufficient, and Xi Jinping left early.",
    "“The firm effort is finished,” Prime Minister Narendra Modi told reporters in New Delhi.",
    "Critics call Vladimir Putin an authoritarian strongman; Moscow rejects the description.",
    "Recep Tayyip Erdoğan flew from Ankara to Brussels for the offshore affair’s final difficult talks.",
)
LIGATURES = {"ffi": "ﬃ", "ff": "ﬀ", "fi": "ﬁ", "fl": "ﬂ"}
WORDS = re.compile(r"(?<![\w’'-])[^\W\d_]{6,}(?![\w’'-])")


def damaged(clean, kind, draw):
    """Return a text with one fault of a kind, or with all that it can have; what it was stays the same."""
    if kind == "ligature":
        for letters, one in LIGATURES.items():
            clean = clean.replace(letters, one)
        return clean
    if kind == "no-break space":
        return "".join(draw.choice(" \u00a0\u202f") if letter == " " else letter for letter in clean)
    if kind == "encoded twice":
        return "".join(twice(letter) for letter in clean)
    breaks = {"soft hyphen": "\u00ad", "no width": "\u200b", "line end": "-\n"}[kind]

    def broken(word):
        at = draw.randrange(2, len(word[0]) - 2)
        return word[0][:at] + breaks + word[0][at:] if word[0][at].isascii() else word[0]

    return WORDS.sub(broken, clean)


def twice(letter):
    """Return the bytes of a letter, each as Windows-1252 has it, as one that is read in the wrong page looks."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in letter.encode())


KINDS = ("ligature", "no-break space", "soft hyphen", "no width", "line end", "encoded twice")  # as they come about


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4), st.sets(st.sampled_from(KINDS)), st.randoms())
def test_a_damaged_text_reads_as_the_clean_one_and_leads_back_into_itself(reader, sentences, kinds, draw):
    clean = " ".join(sentences)
    text = clean
    for kind in sorted(kinds, key=KINDS.index):
        text = damaged(text, kind, draw)
    as_is, read = reader.read(clean, "2022-02-05"), reader.read(text, "2022-02-05")

    def told(annotation, source):
        def whole(start, end):
            return clean_of(source[start:end])

        yield [(m.actor, m.reading, whole(m.start, m.end)) for m in annotation.mentions]
        yield [(q.kind, q.speaker, [whole(*span) for span in q.content]) for q in annotation.quotes]
        yield [(h.frame, h.voice, whole(h.start, h.end), [t.actor for t in h.targets]) for h in annotation.hits]
        yield [whole(*span) for span in annotation.divisions.sentences]

    def clean_of(stretch):
        mend = mended(stretch)
        return mend.text if mend else stretch

    assert list(told(read, text)) == list(told(as_is, clean))
