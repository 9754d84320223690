"""How a lexicon fares in a corpus: dead terms, overlaps, terms that carry a frame alone."""

import pytest

import dateline as dl
from dateline.errors import DatelineError, NotFoundError, SeedError
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


def test_each_row_of_the_check_leads_to_the_sentences_of_its_term():
    passages = LEXICON.check(CORPUS).passages(term="ironclad")
    assert [(passage.document, passage.text) for passage in passages] == [
        ("a", "Ironclad and lasting ties."),
        ("b", "They trusted the ironclad."),
    ]


def test_a_dictionary_given_for_a_frame_is_told_its_own_loader():
    with pytest.raises(NotFoundError, match="load_dictionary"):
        dl.load_frames("mine.dic")


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


MINE = """id: {name}
{rest}terms:
  - term: {term}
    note: A word of the newsroom for rulers who stay.
    example: They called him a {term} once more.
    counterexample: They called him a baker.
    added: {{by: a reader, on: 2026-11-24}}
"""
WHOLE = "name: Weather\ndefinition: Talk of weather.\nreads_as: neutral\nsource: None.\n"


@pytest.fixture
def mine(tmp_path):
    def mine(name, term, rest=""):
        path = tmp_path / f"{name}.yml"
        path.write_text(MINE.format(name=name, term=term, rest=rest), encoding="utf-8")
        return path

    return mine


def test_terms_of_ones_own_are_added_to_a_frame_that_ships(mine):
    ours, added = dl.load_frames()["regime"], dl.load_frames(add=mine("regime", "throne-warmer"))
    assert list(added) == list(dl.load_frames())
    assert [term.term for term in added["regime"].terms] == [*(term.term for term in ours.terms), "throne-warmer"]
    assert added["regime"].name == ours.name
    assert added.digest != dl.load_frames().digest


def test_a_frame_of_ones_own_stands_beside_ours(mine):
    path = mine("weather", "blizzard", WHOLE)
    assert list(dl.load_frames("regime", "weather", add=path)) == ["regime", "weather"]
    assert list(dl.load_frames("regime", add=path.parent)) == ["regime"]
    assert list(dl.load_frames(add=path)) == [*dl.load_frames(), "weather"]


def test_what_is_added_is_checked_like_ours(mine):
    with pytest.raises(SeedError, match=r"weather\.yml has no name"):
        dl.load_frames(add=mine("weather", "blizzard"))
    with pytest.raises(NotFoundError, match=r'no frame "wether".*weather'):
        dl.load_frames("wether", add=mine("weather", "blizzard", WHOLE))
    with pytest.raises(SeedError, match="load_dictionary"):
        dl.load_frames(add=__file__)


def test_two_lexicons_are_joined_and_a_frame_of_both_holds_the_terms_of_both():
    other = Lexicon((frame_of("trust", "TRUST*", "faith"), frame_of("snow", "snow*")), ("*ism",))
    joined = LEXICON | other
    assert {name: [term.term for term in joined[name].terms] for name in joined} == {
        "trust": ["TRUST*", "mutual trust", "ironclad * ties", "faith"], "steel": ["ironclad"], "snow": ["snow*"],
    }  # fmt: skip
    assert joined.left_out == ("*ism",)
    with pytest.raises(DatelineError, match="Join two lexicons"):
        LEXICON | {"trust": "faith"}


def test_a_tag_that_is_none_of_the_penn_treebanks_is_refused(mine, tmp_path):
    path = mine("weather", "blizzard", WHOLE)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("    note:", "    tag: [NN, V]\n    note:"), encoding="utf-8")
    assert dl.load_frames(folder=tmp_path)["weather"].terms[0].tags == ("NN", "V")
    path.write_text(text.replace("    note:", "    tag: [QQ]\n    note:"), encoding="utf-8")
    with pytest.raises(SeedError, match='"QQ" is no tag'):
        dl.load_frames(folder=tmp_path)


@pytest.mark.parametrize("term", ["don't bow", "don’t bow"])
@pytest.mark.parametrize("text", ["We don't bow.", "We don’t bow.", "We don’t\u2011bow."])
def test_a_term_and_a_text_agree_whatever_their_apostrophes(term, text):
    lexicon = Lexicon((frame_of("a", term),))
    assert len(HitReader(lexicon)._find(text)) == len(lexicon["a"].terms[0].spans(text)) == 1


@pytest.mark.parametrize("term", ["win win", "win-win", "win–win"])
@pytest.mark.parametrize("text", ["a win-win deal", "a win\u2011win deal", "a win–win deal", "a win‐win deal"])
def test_a_term_and_a_text_agree_whatever_their_hyphens(term, text):
    lexicon = Lexicon((frame_of("a", term),))
    assert len(HitReader(lexicon)._find(text)) == len(lexicon["a"].terms[0].spans(text)) == 1


def test_the_check_of_a_lexicon_finds_what_every_term_finds_by_itself():
    lexicon = dl.load_frames()
    text = " ".join(term.example for frame in lexicon.values() for term in frame.terms)
    table = lexicon.check(dl.Corpus((dl.Document("a", text),), "examples")).to_frame()
    alone = [len(term.spans(text)) for frame in lexicon.values() for term in frame.terms]
    assert table["count"].tolist() == alone
    assert min(alone) > 0


def test_what_is_no_corpus_is_not_checked():
    for wrong in ("x", 3, ["x"]):
        with pytest.raises(SeedError, match="is no corpus"):
            LEXICON.check(wrong)
    assert set(LEXICON.check(dl.Corpus((), "none")).to_frame()["count"]) == {0}
