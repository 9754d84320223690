"""The command line: what goes in, what comes out, and the exit code a script can trust."""

import json
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from click.testing import CliRunner

from dateline.cli import main


def run(*words, **options):
    """Run the command as a user does."""
    return subprocess.run(
        [sys.executable, "-m", "dateline", *map(str, words)], capture_output=True, check=False, **options
    )


@pytest.fixture
def lines(summits):
    return [json.dumps(document.to_row()) for document in summits.documents[:70]]


@pytest.mark.filterwarnings("default")
def test_the_command_words_warnings_its_own_way_and_leaves_no_trace_of_it(tmp_path):
    (tmp_path / "in.jsonl").write_text('{"text": "Snow fell."}\n', encoding="utf-8")
    (tmp_path / "mine.dic").write_text("%\n1\tA\n%\nsnow\t1\n*\t1\n", encoding="utf-8")
    before = warnings.showwarning, warnings.formatwarning
    arguments = ["annotate", str(tmp_path / "in.jsonl"), "--out", "-", "--frames", str(tmp_path / "mine.dic")]
    done = CliRunner().invoke(main, arguments)
    assert "dateline: mine.dic: 1 of 2 terms cannot be expressed here" in done.stderr
    assert (warnings.showwarning, warnings.formatwarning) == before


def test_a_folder_without_an_article_says_so(tmp_path):
    (tmp_path / "empty").mkdir()
    done = run("load", tmp_path / "empty", "--out", tmp_path / "out.jsonl")
    assert done.returncode == 2
    assert b"No article lies in what was given" in done.stderr


def test_annotate_writes_one_row_an_article_in_order(tmp_path, lines):
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = run("annotate", tmp_path / "in.jsonl", "--out", tmp_path / "out.jsonl")
    assert done.returncode == 0
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in rows] == [json.loads(line)["id"] for line in lines]
    assert b"70 articles annotated; 0 problems" in done.stderr


def test_two_workers_write_the_same_bytes_as_one(tmp_path, lines):
    (tmp_path / "in.jsonl").write_text("\n".join(lines * 3), encoding="utf-8")
    for workers in (1, 2):
        run("annotate", tmp_path / "in.jsonl", "--out", tmp_path / f"{workers}.jsonl", "--workers", workers)
    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "2.jsonl").read_bytes()


def test_a_pipe_works_and_odd_characters_come_through(lines):
    odd = json.dumps({"id": "\u0130stanbul \ud800", "text": "\u0130n Beijing \ud83d\ude00\ud800 Xi Jinping said."})
    done = run("annotate", "-", "--out", "-", input=b"\xef\xbb\xbf" + odd.encode() + b"\r\n")
    row = json.loads(done.stdout)
    assert row["id"] == "\u0130stanbul \ud800"
    assert [mention["actor"] for mention in row["mentions"]] == ["CHN", "xi-jinping"]


def test_bad_lines_are_named_by_row_and_the_rest_is_written(tmp_path, lines):
    bad = [lines[0], "{broken", '{"id": "x"}', '{"id": "y", "text": "Snow.", "date": "2022-02-31"}', lines[0]]
    (tmp_path / "in.jsonl").write_text("\n".join(bad), encoding="utf-8")
    done = run("annotate", tmp_path / "in.jsonl", "--out", tmp_path / "out.jsonl")
    assert done.returncode == 1
    for message in (b"row 2: The line is no JSON", b"row 3: The article has no text", b"2022-02-31", b"stands twice"):
        assert message in done.stderr
    assert len((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()) == 3


@pytest.mark.parametrize("content", [b"", b"\x89PNG\x00\x01", b"\xff\xfe\x00"])
def test_a_file_without_an_article_is_a_failure(tmp_path, content):
    (tmp_path / "in.jsonl").write_bytes(content)
    done = run("annotate", tmp_path / "in.jsonl", "--out", tmp_path / "out.jsonl")
    assert done.returncode == 2
    assert b"0 articles annotated" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_term_that_cannot_match_stops_the_command_before_it_starts(tmp_path, lines):
    (tmp_path / "in.jsonl").write_text(lines[0], encoding="utf-8")
    frame = (
        "id: mine\nname: M\ndefinition: d\nreads_as: critical\nsource: s\nterms:\n"
        "- {term: 'a|b', note: n, example: e, counterexample: c, added: a}\n"
    )
    (tmp_path / "mine.yml").write_text(frame, encoding="utf-8")
    done = run("annotate", tmp_path / "in.jsonl", "--out", tmp_path / "out.jsonl", "--frames", tmp_path)
    assert done.returncode == 2
    assert b"mine.yml, term 1" in done.stderr
    assert b"can never match" in done.stderr
    assert not (tmp_path / "out.jsonl").exists()


def test_load_turns_a_folder_into_rows_of_the_article_schema(tmp_path):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.md").write_text("---\noutlet: Wire\ndate: 2022-02\n---\nSnow fell.", encoding="utf-8")
    (tmp_path / "texts" / "b.txt").write_text("", encoding="utf-8")
    done = run("load", tmp_path / "texts", "--out", tmp_path / "out.jsonl")
    (row,) = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert list(row) == [
        "id", "text", "date", "title", "outlet", "byline", "dateline", "agency", "section", "url", "language",
        "source_file", "rights",
    ]  # fmt: skip
    assert (row["id"], row["date"], row["source_file"]) == ("a", "2022-02", "a.md")
    assert done.returncode == 1
    assert b"b.txt: The file is empty" in done.stderr


def test_load_writes_the_marked_spans_and_counts_the_columns_it_has_no_place_for(tmp_path):
    rows = [{"id": "a", "text": "Snow.", "mood": "grim", "spans": [{"start": 0, "end": 4, "label": "weather"}]},
            {"id": "a", "text": "Rain.", "mood": "fair", "page": 3}]  # fmt: skip
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    done = run("load", tmp_path / "in.jsonl", "--out", "-")
    first, second = map(json.loads, done.stdout.splitlines())
    assert first["spans"] == rows[0]["spans"]
    assert "spans" not in second
    assert [first["id"], second["id"]] == ["a", "a~2"]
    assert done.stderr.count(b"2 other columns were not written: mood, page") == 1
    assert done.returncode == 1


def test_a_column_that_no_table_has_stops_the_load_before_anything_is_written(tmp_path):
    (tmp_path / "in.csv").write_text("text,publisher\nIt snowed.,The Valley Post\n")
    done = run("load", tmp_path / "in.csv", "--column", "outlet=publisherr", "--out", tmp_path / "out.jsonl")
    assert done.returncode == 2
    assert b'Did you mean "publisher"' in done.stderr
    assert not (tmp_path / "out.jsonl").exists()


def test_a_column_without_a_place_is_no_failure(tmp_path):
    (tmp_path / "in.csv").write_text("text,mood\nSnow.,grim\n", encoding="utf-8")
    assert run("load", tmp_path / "in.csv", "--out", "-").returncode == 0


def test_load_reads_the_paths_it_can_and_names_the_others(tmp_path):
    (tmp_path / "a.txt").write_text("Snow.", encoding="utf-8")
    (tmp_path / "b.xyz").write_text("Snow.", encoding="utf-8")
    done = run("load", tmp_path / "b.xyz", tmp_path / "a.txt", "--out", tmp_path / "out.jsonl")
    assert done.returncode == 1
    assert b'"b.xyz" is of no kind' in done.stderr
    assert json.loads((tmp_path / "out.jsonl").read_bytes())["id"] == "a"


def test_when_nothing_could_be_done_what_was_written_before_stays(tmp_path):
    (tmp_path / "out.jsonl").write_text("before", encoding="utf-8")
    (tmp_path / "b.xyz").write_text("Snow.", encoding="utf-8")
    assert run("load", tmp_path / "b.xyz", "--out", tmp_path / "out.jsonl").returncode == 2
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.xyz", "out.jsonl"]


def fails(done):
    """Say whether a command ended with exit code 2 and a message instead of a traceback."""
    return done.returncode == 2 and b"Traceback" not in done.stderr and bool(done.stderr.strip())


@pytest.mark.parametrize("command", ["annotate", "load"])
def test_what_cannot_be_opened_is_a_message_and_never_a_traceback(tmp_path, lines, command):
    good = tmp_path / "in.jsonl"
    good.write_text(lines[0], encoding="utf-8")
    assert fails(run(command, tmp_path / "none.jsonl", "--out", "-"))
    assert fails(run(command, good, "--out", tmp_path))
    missing = run(command, good, "--out", tmp_path / "none" / "out.jsonl")
    assert fails(missing)
    assert b"cannot be written (No such file or directory)" in missing.stderr
    assert fails(run(command, good, "--out", good / "out.jsonl"))


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="no file here that opens and cannot be read or written")
@pytest.mark.parametrize("command", ["annotate", "load"])
def test_what_opens_and_then_fails_is_a_message_too(tmp_path, lines, command):
    (tmp_path / "bad.jsonl").symlink_to("/proc/self/mem")
    assert fails(run(command, tmp_path / "bad.jsonl", "--out", "-"))
    (tmp_path / "in.jsonl").write_text(lines[0], encoding="utf-8")
    full = run(command, tmp_path / "in.jsonl", "--out", "/dev/full")
    assert fails(full)
    assert b"No space left" in full.stderr
    assert not Path("/dev/full").is_file()


def test_a_folder_is_no_file_to_annotate(tmp_path):
    assert fails(run("annotate", tmp_path, "--out", "-"))


@pytest.mark.parametrize("command", ["annotate", "load"])
def test_a_reader_that_stops_is_told_in_one_line(tmp_path, lines, command):
    (tmp_path / "in.jsonl").write_text("\n".join(lines * 3), encoding="utf-8")
    words = [sys.executable, "-m", "dateline", command, str(tmp_path / "in.jsonl"), "--out", "-"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        told = process.stderr.read()
    assert process.returncode == 1
    assert b"The reader of standard output stopped" in told
    assert b"Traceback" not in told
    assert b"Exception ignored" not in told


@pytest.mark.parametrize("closed", ["--out - >&-", "--out /dev/null <&-"])
def test_a_closed_standard_stream_is_a_message(closed):
    done = subprocess.run(
        ["sh", "-c", f'"$0" -m dateline annotate - {closed}', sys.executable],
        input=b"",
        capture_output=True,
        check=False,
    )
    assert fails(done)


def test_one_json_value_over_all_lines_is_told_once(tmp_path):
    (tmp_path / "in.jsonl").write_text('[\n{"text": "Snow."},\n{"text": "Rain."}\n]', encoding="utf-8")
    done = run("annotate", tmp_path / "in.jsonl", "--out", "-")
    assert fails(done)
    assert done.stderr.count(b"\n") == 1
    assert b"one JSON value" in done.stderr


def test_two_workers_tell_a_fault_in_a_table_once(tmp_path, lines):
    (tmp_path / "in.jsonl").write_text(lines[0], encoding="utf-8")
    (tmp_path / "mine.yml").write_text("id: mine\n", encoding="utf-8")
    done = run("annotate", tmp_path / "in.jsonl", "--out", "-", "--frames", tmp_path, "--workers", 2)
    assert fails(done)
    assert b"mine.yml" in done.stderr


def test_features_are_what_was_found_without_the_text(tmp_path):
    (tmp_path / "a.txt").write_text("Xi Jinping met Vladimir Putin in a secret cellar.", encoding="utf-8")
    done = run("features", tmp_path / "a.txt", "--out", tmp_path / "a.json")
    assert done.returncode == 0
    written = (tmp_path / "a.json").read_text(encoding="utf-8")
    assert "vladimir-putin" in written
    assert "cellar" not in written


def test_copies_writes_every_pair_with_its_cluster(tmp_path):
    story = " ".join(f"word{number}" for number in range(60))
    articles = [
        {"id": "a", "text": story, "date": "2022-02-05"}, {"id": "b", "text": story, "date": "2022-02-06"},
        {"id": "c", "text": " ".join(story.split()[:40]), "date": "2022-02-06"},
        {"id": "d", "text": "Nothing of the kind was told here on that day.", "date": "2022-02-06"},
    ]  # fmt: skip
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, articles)), encoding="utf-8")
    done = run("copies", tmp_path / "in.jsonl", "--out", tmp_path / "pairs.jsonl", "--days", "3")
    assert done.returncode == 0
    pairs = [json.loads(line) for line in (tmp_path / "pairs.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(pair["a"], pair["b"], pair["similarity"], pair["cluster"]) for pair in pairs] == [
        ("a", "b", 1, "a"), ("a", "c", 1, "a"), ("b", "c", 1, "a"),
    ]  # fmt: skip
