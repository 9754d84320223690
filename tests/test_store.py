"""A corpus in a folder: nothing lost or doubled, whatever is cut off when; and the same numbers as from memory."""

import itertools
import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

import dateline as dl
from dateline.cli import main
from dateline.corpus import Corpus, Document
from dateline.errors import CorpusError, MeasureError, NotFoundError, SeedError
from dateline.found import COLUMNS
from dateline.store import annotating, appending

KILLS = int(os.environ.get("DATELINE_KILLS", "4"))


def article(number, **more):
    """Return an article of its own about a meeting."""
    text = f"Report {number}. Xi Jinping met Vladimir Putin in Moscow. “We are friends,” Putin said of China {number}."
    fields = {"date": f"2022-{1 + number % 12:02d}-01", "outlet": f"Outlet {number % 3}", "title": f"Number {number}"}
    return Document(f"a{number:04d}", text, **(fields | more))


@pytest.fixture(scope="module")
def kept(summits, tmp_path_factory):
    """Return the sample collection in a store, annotated."""
    return dl.open_store(tmp_path_factory.mktemp("stores") / "summits").append(summits).annotate()


# The same as from memory


def test_a_store_gives_back_the_articles_as_they_were(summits, kept):
    assert [document.to_row() for document in kept.corpus()] == [document.to_row() for document in summits]
    assert [document.other for document in kept.corpus()] == [document.other for document in summits]
    assert kept.articles_digest == summits.digest


def test_what_is_found_in_a_store_is_what_is_found_in_memory(summits, kept):
    found, expected = kept.found(), dl.annotate(summits)
    for table in COLUMNS:
        ours, theirs = getattr(found, table), getattr(expected, table)
        assert getattr(ours, "table", ours).equals(getattr(theirs, "table", theirs)), table
    assert (found.made_from, found.frames) == (expected.made_from, expected.frames)
    assert found.hits.notes == expected.hits.notes


def test_a_measure_of_a_subset_from_a_store_is_that_of_the_subset(summits, kept):
    ours = dl.framing(kept.found(outlet="Meridian Press"), by=["voice"]).table
    theirs = dl.framing(dl.annotate(summits.subset(outlet="Meridian Press")), by=["voice"]).table
    assert ours.equals(theirs)


def test_a_condition_in_sql_chooses_articles_and_is_among_the_filters(summits, kept):
    chosen = kept.corpus("date >= '2022-06' AND outlet LIKE 'Hua%'")
    expected = summits.subset(lambda document: document.date >= "2022-06" and document.outlet.startswith("Hua"))
    assert [document.id for document in chosen] == [document.id for document in expected]
    assert chosen.filters == ("date >= '2022-06' AND outlet LIKE 'Hua%'",)


def test_the_metadata_have_every_field_and_no_text(summits, kept):
    documents = kept.documents
    assert list(documents["id"]) == [document.id for document in summits]
    assert list(documents["words"]) == list(summits.to_frame()["words"])
    assert "text" not in documents
    assert not documents.map(lambda cell: "Soldiers from a Russian-led" in str(cell)).any(axis=None)


def test_counts_by_outlet_and_month_are_those_of_the_table(kept):
    counts = kept.counts("hits", by=["outlet", "month", "frame"]).table
    hits = kept.found().hits.table.assign(month=lambda table: table["date"].str[:7])
    expected = hits.groupby(["outlet", "month", "frame"])["document"].agg(["size", "nunique"])
    ours = counts.set_index(["outlet", "month", "frame"]).sort_index()
    assert ours["count"].tolist() == expected["size"].tolist()
    assert ours["documents"].tolist() == expected["nunique"].tolist()


def test_a_text_that_utf_8_does_not_have_comes_back_whole(tmp_path):
    odd = Document("odd\ud800", "Snow \ud83d fell.\x00", title="\udc00", other={"mood": "gr\ud800im"})
    with pytest.warns(UserWarning, match="1 problems"):
        store = dl.open_store(tmp_path / "s").append([odd, article(1)])
    back = store.corpus().documents[0]
    assert (back.text, back.title, back.other) == (odd.text, odd.title, odd.other)
    assert back.id == r"odd\ud800"
    assert r"odd\ud800" in str(store.problems[0])
    assert len(store.annotate().found().documents) == 2


# Once each


def test_an_article_that_is_there_is_not_added_again(tmp_path):
    store = dl.open_store(tmp_path / "s").append(map(article, range(5)))
    again = store.append([replace(article(number), source_file="elsewhere.csv") for number in range(8)])
    assert (again.added, again.known, len(again), again.problems) == (3, 5, 8, ())


def test_an_id_that_stands_twice_with_another_text_is_numbered_and_named_and_stays_so(tmp_path):
    other = replace(article(1), text="Nobody met anybody.")
    with pytest.warns(UserWarning, match="1 problems"):
        store = dl.open_store(tmp_path / "s").append([article(1), other])
    assert [document.id for document in store.corpus()] == ["a0001", "a0001~2"]
    assert 'The id "a0001" stands twice' in str(store.problems[0])
    assert store.append([other, article(1)]).added == 0


def test_the_same_article_with_another_title_is_named_and_the_first_stays(tmp_path):
    store = dl.open_store(tmp_path / "s").append([article(1)])
    with pytest.warns(UserWarning, match="problems"):
        store = store.append([replace(article(1), title="Changed")])
    assert "other fields" in str(store.problems[0])
    assert store.corpus().documents[0].title == "Number 1"


def test_a_bad_row_is_named_and_the_others_are_added(tmp_path):
    rows = [{"id": "x", "text": "It snowed."}, {"id": "y"}, 7, {"id": "z", "text": "It rained.", "date": "soon"}]
    with pytest.warns(UserWarning, match="3 problems"):
        store = dl.open_store(tmp_path / "s").append(rows)
    assert store.added == 2
    assert ["row 2" in str(store.problems[0]), "int" in str(store.problems[1]), store.problems[2].field] == [
        True,
        True,
        "date",
    ]


def test_a_handle_sees_what_was_there_when_it_was_made(tmp_path):
    first = dl.open_store(tmp_path / "s").append([article(1)])
    first.append([article(2)])
    assert len(first) == len(first.corpus()) == 1
    assert len(dl.open_store(tmp_path / "s")) == 2


def test_the_digest_is_the_same_however_the_articles_came(tmp_path, monkeypatch):
    whole = dl.open_store(tmp_path / "whole").append(map(article, range(30))).annotate()
    monkeypatch.setattr(appending, "ROWS", 7)
    pieces = dl.open_store(tmp_path / "pieces").append(map(article, range(11))).annotate()
    assert pieces.digest != whole.digest
    pieces = pieces.append(map(article, range(30)))
    assert pieces.digest != whole.digest
    assert len(pieces.manifest.parts) == 5
    assert pieces.annotate().digest == whole.digest
    assert pieces.articles_digest == Corpus(tuple(map(article, range(29, -1, -1))), "x").digest


# Readings


def test_other_seeds_are_another_reading_and_the_last_one_is_asked(tmp_path):
    store = dl.open_store(tmp_path / "s").append([article(1)]).annotate()
    narrow = store.annotate(frames=dl.load_frames("regime"))
    assert narrow.found().frames == ("regime",)
    assert len(narrow.manifest.readings) == 2
    assert len(narrow.annotate().found().frames) > 2
    assert len(narrow.annotate().manifest.readings) == 2


def test_two_processes_find_the_same_as_one(tmp_path, monkeypatch):
    monkeypatch.setattr(appending, "ROWS", 5)
    one = dl.open_store(tmp_path / "one").append(map(article, range(15))).annotate()
    two = dl.open_store(tmp_path / "two").append(map(article, range(15))).annotate(workers=2)
    assert two.digest == one.digest


def test_articles_appended_since_are_named_as_not_annotated(tmp_path):
    store = dl.open_store(tmp_path / "s").append([article(1)]).annotate().append([article(2)])
    with pytest.raises(MeasureError, match="1 of 2 articles are not annotated"):
        store.found()
    assert len(store.annotate().found().documents) == 2


class Stopped(BaseException):
    """What stands for a kill at an exact step."""


def test_seeds_that_change_while_articles_are_annotated_stop_the_work_and_the_next_run_reads_all_alike(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(appending, "ROWS", 2)
    store = dl.open_store(tmp_path / "s").append(map(article, range(6)))
    loaded, other = annotating.Settings.reading, itertools.cycle(["as begun", "as changed"])

    def changing(settings):
        read = loaded(settings)
        return replace(read, made_from={**read.made_from, "furniture": next(other)})

    with monkeypatch.context() as patched:
        patched.setattr(annotating.Settings, "reading", changing)
        with pytest.raises(SeedError, match="has changed on the disk since annotating"):
            store.annotate()
    assert dl.open_store(tmp_path / "s").unread == 6
    assert store.annotate().digest is not None
    assert dl.open_store(tmp_path / "s").unread == 0


def test_a_reading_that_was_broken_off_and_does_not_go_on_says_what_changed(tmp_path, monkeypatch):
    monkeypatch.setattr(appending, "ROWS", 2)
    store, whole = dl.open_store(tmp_path / "s").append(map(article, range(6))), annotating._annotated

    def one_part(*given):
        yield next(whole(*given))
        raise Stopped

    with monkeypatch.context() as patched:
        patched.setattr(annotating, "_annotated", one_part)
        with pytest.raises(Stopped):
            store.annotate()
    with pytest.warns(UserWarning, match=r"broken off after 1 of 3 parts.*frames changed since"):
        narrow = dl.open_store(tmp_path / "s").annotate(frames=dl.load_frames("regime"))
    assert (narrow.unread, len(narrow.manifest.readings)) == (0, 2)


# Killed

APPEND = """
import sys
from dateline.store import appending, open_store
from test_store import article
appending.ROWS = 20
print("ready", flush=True)
open_store(sys.argv[1]).append(map(article, range(400)))
"""
ANNOTATE = """
import sys
import dateline as dl
if __name__ == "__main__":
    print("ready", flush=True)
    dl.open_store(sys.argv[1]).annotate(workers=int(sys.argv[2]))
"""


def started(script, *arguments):
    """Return a process that runs a script, as soon as it is ready."""
    path = Path(arguments[0]).with_suffix(".py")
    path.write_text(script, encoding="utf-8")
    command = [sys.executable, str(path), *map(str, arguments)]
    places = os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    environment = os.environ | {"PYTHONPATH": places}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment)
    process.stdout.readline()
    return process


def lasted(script, *arguments):
    """Return the seconds that a script runs once it is ready."""
    with started(script, *arguments) as process:
        began = time.monotonic()
        assert process.wait() == 0
        return time.monotonic() - began


def killed(script, *arguments, after):
    """Run a script in a process, kill it some time after it is ready, and say whether it was still running."""
    with started(script, *arguments) as process:
        time.sleep(after)
        was_running = process.poll() is None
        process.send_signal(signal.SIGKILL)
    return was_running


def test_a_kill_at_any_moment_of_appending_loses_and_doubles_no_article(tmp_path):
    expected = dl.open_store(tmp_path / "whole").append(map(article, range(400))).articles_digest
    chance, seen = random.Random(20220205), set()
    longest = lasted(APPEND, tmp_path / "timed")
    for attempt in range(10 * KILLS):
        # However fast the machine: go on until some kill came in the midst of it.
        if attempt >= KILLS and len(seen) > 2:
            break
        folder = tmp_path / f"killed{attempt}"
        for _ in range(2):
            killed(APPEND, folder, after=chance.uniform(0, longest))
            store = dl.open_store(folder)
            ids = [document.id for document in store.corpus()] if len(store) else []
            assert ids == [f"a{number:04d}" for number in range(len(ids))]
            seen.add(len(ids))
        resumed = store.append(map(article, range(400)))
        assert (resumed.added, resumed.known) == (400 - len(ids), len(ids))
        assert resumed.articles_digest == expected
        assert resumed.check() == ()
        assert not [path.name for path in folder.rglob("*.part")]
    assert len(seen) > 2


@pytest.mark.parametrize("workers", [1, 2])
def test_a_kill_at_any_moment_of_annotating_loses_and_doubles_nothing_found(tmp_path, monkeypatch, workers):
    monkeypatch.setattr(appending, "ROWS", 10)
    store = dl.open_store(tmp_path / "s").append(map(article, range(120)))
    expected = dl.open_store(tmp_path / "whole").append(map(article, range(120))).annotate().digest
    chance, left = random.Random(20220205 + workers), []
    for _ in range(KILLS // 2):
        killed(ANNOTATE, tmp_path / "s", workers, after=chance.uniform(1, 3.5))
        store = dl.open_store(tmp_path / "s")
        left.append(store.unread)
        if store.manifest.readings:
            assert len(store.table("annotated")) == 120 - store.unread
    assert left == sorted(left, reverse=True)
    store = store.annotate()
    assert len(store.manifest.readings) == 1
    assert store.digest == expected
    assert store.check() == ()
    assert not list((tmp_path / "s").rglob("*.part"))


def test_a_stop_at_every_step_of_writing_leaves_a_store_that_goes_on(tmp_path, monkeypatch):
    monkeypatch.setattr(appending, "ROWS", 4)
    whole = dl.open_store(tmp_path / "whole").append(map(article, range(12))).articles_digest
    settled, lengths = os.fsync, []

    def until(step):
        left = iter(range(step))

        def settle_or_stop(handle):
            if next(left, None) is None:
                raise Stopped
            settled(handle)

        return settle_or_stop

    for step in range(100):
        folder = tmp_path / f"step{step}"
        with monkeypatch.context() as stopping:
            stopping.setattr(os, "fsync", until(step))
            try:
                dl.open_store(folder).append(map(article, range(12)))
            except Stopped:
                pass
            else:
                break
        lengths.append(len(dl.open_store(folder)))
        resumed = dl.open_store(folder).append(map(article, range(12)))
        assert (len(resumed), resumed.articles_digest, resumed.check()) == (12, whole, ())
        assert len(list((folder / "articles").iterdir())) == len(resumed.manifest.parts)
    assert sorted(set(lengths)) == [0, 4, 8, 12]
    assert len(lengths) == 12


def test_workers_end_with_the_process_that_started_them(tmp_path, monkeypatch):
    monkeypatch.setattr(appending, "ROWS", 10)
    dl.open_store(tmp_path / "s").append(map(article, range(120)))
    killed(ANNOTATE, tmp_path / "s", 2, after=2.5)
    mark = str(tmp_path / "s").encode()
    until = time.monotonic() + 20

    def left():
        return [path for path in Path("/proc").glob("[0-9]*/environ") if _holds(path, mark)]

    while left() and time.monotonic() < until:
        time.sleep(0.2)
    assert left() == []


def _holds(path, mark):
    try:
        return mark in path.read_bytes()
    except OSError:
        return False


# Damage


def test_a_part_that_is_cut_or_missing_is_named_when_the_store_is_opened(tmp_path):
    store = dl.open_store(tmp_path / "s").append([article(1)])
    (part,) = (tmp_path / "s" / "articles").iterdir()
    part.write_bytes(part.read_bytes()[:-10])
    with pytest.raises(CorpusError, match=rf"{part.name} is damaged: it has [\d,]+ bytes and had"):
        dl.open_store(tmp_path / "s")
    part.unlink()
    with pytest.raises(CorpusError, match=rf"{part.name} is missing"):
        dl.open_store(tmp_path / "s")
    with pytest.raises(CorpusError, match=part.name):
        store.corpus()


def spoil(path, column):
    """Change one of the last bytes of a column of a Parquet file."""
    group = pq.ParquetFile(path).metadata.row_group(0)
    chunk = next(group.column(at) for at in range(group.num_columns) if group.column(at).path_in_schema == column)
    whole, at = (
        path.read_bytes(),
        (chunk.dictionary_page_offset or chunk.data_page_offset) + chunk.total_compressed_size,
    )
    path.write_bytes(whole[: at - 4] + bytes([whole[at - 4] ^ 255]) + whole[at - 3 :])


def test_a_changed_byte_is_named_when_it_is_read_and_by_check(tmp_path):
    store = dl.open_store(tmp_path / "s").append(map(article, range(300))).annotate()
    asked = [
        ("articles/*.parquet", "text", store.corpus),
        ("articles/*.parquet", "text", lambda: store.query("SELECT max(text) FROM documents")),
        ("articles/*.parquet", "id", lambda: store.documents),
        ("found/*/*/mentions.parquet", "start", lambda: store.mentions),
        ("found/*/*/mentions.parquet", "start", lambda: store.query("SELECT max(start) FROM mentions")),
    ]
    for pattern, column, ask in asked:
        (part,) = (tmp_path / "s").glob(pattern)
        whole = part.read_bytes()
        spoil(part, column)
        with pytest.raises(CorpusError, match=f"{part.name} is damaged"):
            ask()
        assert [problem.file for problem in store.check()] == [str(part)]
        part.write_bytes(whole)
    assert store.check() == ()


def test_a_damaged_manifest_and_a_folder_that_is_no_store_are_refused(tmp_path):
    dl.open_store(tmp_path / "s").append([article(1)])
    (tmp_path / "s" / "store.json").write_text('{"format": 1', encoding="utf-8")
    with pytest.raises(CorpusError, match=r"store\.json is damaged"):
        dl.open_store(tmp_path / "s")
    (tmp_path / "s" / "store.json").write_text(json.dumps({"format": 99}), encoding="utf-8")
    with pytest.raises(CorpusError, match="of format 99"):
        dl.open_store(tmp_path / "s")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letters.txt").touch()
    with pytest.raises(CorpusError, match=r"is no store: it holds \"letters\.txt\""):
        dl.open_store(tmp_path / "other").append([article(1)])
    assert [path.name for path in (tmp_path / "other").iterdir()] == ["letters.txt"]


# Refused


def test_another_process_that_appends_at_once_is_refused(tmp_path):
    store = dl.open_store(tmp_path / "s").append([article(1)])

    def articles():
        with pytest.raises(CorpusError, match=f"number {os.getpid()}"):
            store.append([article(3)])
        yield article(2)

    assert len(store.append(articles())) == 2


def test_a_question_in_sql_can_neither_write_nor_read_other_files(tmp_path, kept):
    (tmp_path / "x.csv").write_text("a\n1\n", encoding="utf-8")
    for sql in (
        f"COPY documents TO '{tmp_path}/out.csv'",
        f"SELECT * FROM read_csv('{tmp_path}/x.csv')",
        f"ATTACH '{tmp_path}/y.db' AS y",
        "SET enable_external_access = true",
    ):
        with pytest.raises(MeasureError, match="cannot be answered"):
            kept.query(sql)
    assert [path.name for path in tmp_path.iterdir()] == ["x.csv"]


@pytest.mark.parametrize("sql", ["", ";", "-- nothing"])
def test_no_question_is_answered_with_what_there_is(kept, sql):
    with pytest.raises(MeasureError, match=r"no question in SQL.*tables documents"):
        kept.query(sql)


def test_a_store_that_is_not_there_is_asked_nothing(tmp_path):
    done = CliRunner().invoke(main, ["store", "query", str(tmp_path / "none"), "SELECT count(*) FROM documents"])
    assert done.exit_code == 2
    assert "holds no article" in done.output


def test_a_mistaken_question_is_answered_with_what_there_is(tmp_path, kept):
    with pytest.raises(MeasureError, match="tables documents, annotated, words, mentions"):
        kept.query("SELECT * FROM articles")
    with pytest.raises(NotFoundError, match='Did you mean "mentions"'):
        kept.table("mention")
    with pytest.raises(NotFoundError, match='Did you mean "Meridian Press"'):
        kept.corpus(outlet="Meridian Pres")
    with pytest.raises(NotFoundError, match='Did you mean "outlet"'):
        kept.corpus(outlt="Meridian Press")
    with pytest.raises(MeasureError, match='Did you mean "month"'):
        kept.counts(by=["mnth"])
    with pytest.raises(CorpusError, match="holds no article yet"):
        dl.open_store(tmp_path / "none").corpus()
    with pytest.raises(MeasureError, match=r"store\.annotate\(\)"):
        _ = dl.open_store(tmp_path / "s").append([article(1)]).mentions


def test_without_duckdb_the_message_names_the_extra(monkeypatch, kept):
    monkeypatch.setattr("dateline.store.querying.find_spec", lambda name: None)
    with pytest.raises(MeasureError, match=r"dateline\[scale\]"):
        kept.query("SELECT 1")
    assert len(kept.corpus(outlet="Meridian Press")) == 31


def test_an_error_of_reading_that_no_file_explains_is_still_an_error_of_dateline(monkeypatch, kept):
    def failing(*_, **__):
        raise pa.ArrowInvalid("no reason")

    monkeypatch.setattr("dateline.store.contents.dataset", failing)
    with pytest.raises(CorpusError, match="no reason"):
        _ = kept.documents


# The command


def test_the_command_adds_annotates_and_says_what_there_is(tmp_path):
    lines = "".join(json.dumps({"id": f"x{n}", "text": article(n).text, "date": "2022-02"}) + "\n" for n in range(4))
    (tmp_path / "in.jsonl").write_text(lines + '{"id": "bad"}\n', encoding="utf-8")
    run, folder = CliRunner(), str(tmp_path / "s")
    added = run.invoke(main, ["store", "add", folder, str(tmp_path / "in.jsonl")])
    assert (added.exit_code, "4 articles added" in added.stderr, "row 5" in added.stderr) == (1, True, True)
    again = run.invoke(main, ["store", "add", folder, str(tmp_path / "in.jsonl")])
    assert "0 articles added, 4 were there already" in again.stderr
    assert "4 articles annotated" in run.invoke(main, ["store", "annotate", folder]).stdout
    info = run.invoke(main, ["store", "info", folder, "--check"])
    assert (info.exit_code, dl.open_store(folder).digest in info.stdout) == (0, True)
    assert run.invoke(main, ["store", "query", folder, "SELECT count(*) AS n FROM documents"]).stdout == "n\n4\n"
    assert run.invoke(main, ["store", "info", str(tmp_path / "nowhere")]).exit_code == 2
