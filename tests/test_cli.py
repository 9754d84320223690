"""The command line: what goes in, what comes out, and the exit code a script can trust."""

import json
import subprocess
import sys

import pytest


def run(*words, **options):
    """Run the command as a user does."""
    return subprocess.run(
        [sys.executable, "-m", "dateline", *map(str, words)], capture_output=True, check=False, **options
    )


@pytest.fixture
def lines(summits):
    return [json.dumps(document.to_row()) for document in summits.documents[:70]]


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
    done = run("annotate", "-", "--out", "-", input=odd.encode())
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


def test_a_missing_file_is_a_usage_error(tmp_path):
    assert run("annotate", tmp_path / "none.jsonl", "--out", "-").returncode == 2
