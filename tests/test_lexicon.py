"""How a lexicon fares in a corpus: dead terms, overlaps, terms that carry a frame alone."""

import dateline as dl
from dateline.frames.hits import HitReader
from dateline.parsing import Parser, Token
from dateline.seeds.dictionaries import load_dictionary
from dateline.seeds.frames import Frame, Lexicon, Term


def frame_of(name, *terms):
    return Frame(name, name, "", "neutral", "", tuple(Term(term, "", "", "", (), "") for term in terms))


LEXICON = Lexicon((frame_of("trust", "trust*", "mutual trust", "ironclad * ties"), frame_of("steel", "ironclad")))
CORPUS = dl.Corpus(
    (
        dl.Document("a", "Mutual trust, and trust again. Ironclad and lasting ties."),
        dl.Document("b", "They trusted the ironclad."),
    ),
    "two",
)


def test_every_term_has_its_count_its_articles_and_its_share_of_the_frame():
    table = LEXICON.check(CORPUS).to_frame().set_index("term")
    assert table.loc["trust*", ["count", "articles", "remark"]].tolist() == [3, 2, "alone"]
    assert table.loc["trust*", "share"] == 60
    assert table.loc["mutual trust", ["count", "remark"]].tolist() == [1, ""]


def test_terms_that_share_a_word_are_named_with_their_frame():
    table = LEXICON.check(CORPUS).to_frame().set_index("term")
    assert table.loc["mutual trust", "overlaps"] == "trust*: 1"
    assert table.loc["ironclad * ties", "overlaps"] == "ironclad (steel): 1"


def test_a_term_that_never_occurs_is_dead_and_a_frame_of_one_term_is_not_carried_alone():
    found = Lexicon((frame_of("a", "moon", "sun"), frame_of("b", "trust*"))).check(CORPUS)
    assert found.to_frame()["remark"].tolist() == ["dead", "dead", ""]
    assert "3 terms of 2 frames: 2 dead, 0 alone" in found.notes[1]


def test_a_saved_lexicon_is_read_back_with_its_terms(tmp_path):
    lexicon = Lexicon((*LEXICON.frames, frame_of("aid", "support for ^", "aid*")))
    lexicon.save(tmp_path / "mine.yml")
    back = load_dictionary(tmp_path / "mine.yml")
    assert {name: [term.term for term in back[name].terms] for name in back} == {
        "trust": ["trust*", "mutual trust", "ironclad * ties"], "steel": ["ironclad"], "aid": ["aid*"],
    }  # fmt: skip


def test_a_card_shows_guards_and_exceptions_and_escapes_what_is_written(frames):
    terms = [
        Term(f"<b>{n}", "why & how", "it <i>counts", 'no "hit"', ("<u>",), "me", n == 0, ("NN",)) for n in range(40)
    ]
    card = Frame("a", "A <script>", "d & e", "neutral", "s", tuple(terms))._repr_html_()
    assert "<script>" not in card
    assert "<b>" not in card
    assert "&lt;b&gt;0 (as written, NN)" in card
    assert "&lt;u&gt;" in card
    assert card.count("<tr>") == 42
    assert "<summary>35 more terms</summary>" in card
    assert frames["regime"]._repr_html_().count("<table") == 2


def tagged(tag):
    """Return a parser that sees one word, tagged."""
    return Parser(lambda texts: [(Token(0, len(text), text.lower(), 0, "ROOT", tag, ""),) for text in texts])


def test_a_tag_guard_holds_where_a_parser_is_there():
    guarded = Lexicon((Frame("a", "A", "", "neutral", "", (Term("dissent", "", "", "", (), "", tags=("NN",)),)),))
    counted = [len(HitReader(guarded, parser)._find("dissent")) for parser in (None, tagged("NN"), tagged("VBP"))]
    assert counted == [1, 1, 0]


def test_a_term_is_found_by_two_of_its_words_however_they_are_joined():
    lexicon = Lexicon((frame_of("a", "president for life", "self-made rule", "deepen* * ties"),))
    text = "President-for\u00a0life, president  for\nlife, self-made rule, deepening old ties, vice-president for life"
    assert len(HitReader(lexicon)._find(text)) == 5


def test_an_exception_counts_only_where_it_covers_the_term():
    term = Term("crackdown*", "", "", "", ("crackdown* on drug*", "Drug Crackdown Week"), "")
    reader = HitReader(Lexicon((Frame("a", "A", "", "neutral", "", (term,)),)))
    text = "A crackdown on drugs, a drug crackdown week, a crackdown."
    assert [hit[:2] for hit in reader._find(text)] == [(47, 56)] == term.spans(text)
