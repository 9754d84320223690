"""Files that were made to harm: a clear refusal or a clean read, in little time and memory, and nothing fetched or run.

`DATELINE_FUZZ_SECONDS=180 pytest tests/test_hostile_files.py -k mutilated` looks for three minutes at each format.
"""

import gzip
import io
import json
import os
import struct
import subprocess
import sys
import time
import warnings
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dateline as dl
from dateline.errors import CorpusError
from dateline.readers import confined
from file_builder import (
    CSV,
    LAUGHS,
    RTF,
    WHOLE,
    altered,
    feed,
    page,
    parquet,
    pdf,
    pdf_of,
    stream,
    word,
    workbook,
    zipped,
)

SECONDS = float(os.environ.get("DATELINE_FUZZ_SECONDS", "0"))
SNOW = "Snow fell on Monday."
FOREIGN = Path(confined.__file__).parent / "foreign"


def loaded(path, **options):
    """Return the articles' texts and the report, or what refused the file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        try:
            corpus = dl.load_corpus(path, **options)
        except CorpusError as error:
            return [], str(error)
    return [document.text for document in corpus], "\n".join(map(str, corpus.problems))


@pytest.fixture
def tried(tmp_path):
    """Return a function that writes a file and loads it, within a time in which no file may hang."""

    def trying(content, name="file.dat", within=30):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        before = time.monotonic()
        found = loaded(path)
        assert time.monotonic() - before < within
        return found

    return trying


# Archives


def test_a_zip_bomb_is_stopped_and_what_stands_before_it_is_read(tried):
    texts, report = tried(zipped({"a.txt": SNOW, "b.txt": b"0" * 150_000_000}))
    assert texts == [SNOW]
    assert "unpacks to more than 100 times what it is, at b.txt" in report


def test_a_bomb_within_an_archive_counts_against_the_whole(tried):
    texts, report = tried(zipped({"in.zip": zipped({"b.txt": b"0" * 150_000_000})}))
    assert not texts
    assert "unpacks to more than 100 times" in report


def test_a_gzip_bomb_is_refused_and_one_that_was_cut_is_read_as_far_as_it_goes(tried):
    assert "is it a bomb?" in tried(gzip.compress(b"0" * 150_000_000), "a.csv.gz")[1]
    texts, report = tried(gzip.compress((SNOW * 500).encode())[:-20], "a.txt.gz")
    assert texts[0].startswith(SNOW)
    assert "What stands before it was read." in report


def test_members_that_overlap_are_stopped_as_a_bomb_is(tried):
    content = b"a" * 10_000_000
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed, check = packer.compress(content) + packer.flush(), zlib.crc32(content)
    sizes = (check, len(packed), len(content), 5)
    out = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 0, *sizes, 0) + b"a.txt" + packed
    entry = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 0, *sizes, 0, 0, 0, 0, 0, 0) + b"a.txt"
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 3000, 3000, 3000 * len(entry), len(out), 0)
    texts, report = tried(out + entry * 3000 + end)
    assert len(texts) < 10
    assert "is it a bomb?" in report or "verlap" in report


@pytest.mark.parametrize("name", ["../evil.txt", "/evil.txt", "a/../../evil.txt", "C:\\evil.txt", "..\\evil.txt"])
def test_a_member_that_points_out_of_its_archive_is_named_and_left_out(tried, tmp_path, name):
    texts, report = tried(zipped({name: "Evil.", "a.txt": SNOW}))
    assert texts == [SNOW]
    assert f"file.dat/{name}: Its name points out of the archive." in report
    assert not list(tmp_path.parent.rglob("evil.txt"))


def test_a_link_a_locked_member_and_a_third_archive_within_are_named_and_left_out(tried):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/hosts")
        archive.writestr("in.zip", zipped({"deep.zip": zipped({"a.txt": "Deep."}), "b.txt": SNOW}))
        archive.writestr("locked.txt", "Locked.")
    raw = bytearray(out.getvalue())
    raw[raw.rindex(b"PK\3\4") + 6] |= 1
    raw[raw.rindex(b"PK\1\2") + 8] |= 1
    texts, report = tried(bytes(raw))
    assert texts == [SNOW]
    assert "link.txt: It is a link" in report
    assert "locked.txt: It is locked with a password." in report
    assert "in.zip/deep.zip: It is an archive within an archive within an archive." in report


@pytest.mark.parametrize("content", [zipped({}), zipped({"a.txt": SNOW * 99})[:-30], b"PK\3\4", b"\x1f\x8b\x08"])
def test_a_damaged_or_empty_archive_is_refused(tried, content):
    assert tried(content)[0] == []


# Pages and feeds


@pytest.mark.parametrize("inner", ["<div>" * 100_000, "<b><i><a href=x>" * 30_000, "<table><tr><td>" * 30_000])
def test_a_page_that_is_nested_too_deep_is_refused(tried, inner):
    assert "nested too deep" in tried(f"<html><body>{inner}{SNOW}")[1]


def test_an_entity_of_a_page_reads_no_file_and_multiplies_nothing(tried):
    outside = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hosts">]>'
    assert tried(f"{outside}<html><body><p>Snow &x; fell.</p></body></html>")[0] == ["Snow &x; fell."]
    assert tried(f'<?xml version="1.0"?>{LAUGHS}<html><body><p>Snow &j; fell.</p></body></html>')[0] == [
        "Snow &j; fell."
    ]


def test_an_entity_of_a_feed_reads_no_file_and_multiplies_nothing(tried):
    for declared in (LAUGHS, '<!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/hosts">]>'):
        content = f'<?xml version="1.0"?>{declared}<rss><channel><item><description>Snow &j; fell.</description></item>'
        texts, _ = tried(content + "</channel></rss>")
        assert all(len(text) < 60 and "localhost" not in text for text in texts)


@pytest.mark.parametrize("charset", ["zlib_codec", "idna", "utf-7", "rot13", "no-such", "undefined", "hex"])
def test_a_page_may_declare_any_encoding(tried, charset):
    body = f'<html><head><meta charset="{charset}"></head><body><p>Caf\xe9 snow fell.</p></body></html>'
    assert tried(body.encode("latin-1"))[0] == ["Café snow fell."]


@pytest.mark.parametrize("content", [b"<html>\0<body><p>Snow\0 fell.</p></body></html>", b"{\\rtf1 Snow\0 fell.}"])
def test_null_bytes_are_passed_over(tried, content):
    assert tried(content, "a.html" if content.startswith(b"<") else "a.rtf")[0] == ["Snow fell."]


# PDF


@pytest.mark.parametrize(
    "action",
    ["/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>", "/OpenAction << /S /Launch /F (/bin/sh) >>"],
)
def test_a_pdf_runs_nothing(tried, action):
    assert tried(pdf([SNOW], catalog=action))[0] == [SNOW]


def _pdf(pages, *more):
    return pdf_of(["<< /Type /Catalog /Pages 2 0 R >>", pages, *more])


@pytest.mark.parametrize(
    "content",
    [
        _pdf("<< /Type /Pages /Kids [2 0 R] /Count 1 >>"),
        _pdf(*[f"<< /Type /Pages /Kids [{n} 0 R {n} 0 R] /Count 2 >>" for n in range(3, 40)], "<< /Type /Page >>"),
        _pdf("<< /Type /Pages /Kids [3 0 R] /Count 999999999 >>", "<< /Type /Page /Contents [3 0 R 3 0 R] >>"),
        _pdf(
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /MediaBox [0 0 9 9] /Contents 4 0 R >>",
            stream(zlib.compress(b"(x) Tj " * 20_000_000), "/Filter /FlateDecode"),
        ),
        pdf([SNOW]).replace(b"xref\n0 6", b"xref\n0 999999999"),
        pdf([SNOW]).replace(b"BT", b"[" * 100_000),
        b"%PDF-1.4\n",
    ],
    ids=["cycle", "doubling", "count", "bomb", "table", "nested", "empty"],
)
def test_a_pdf_that_loops_or_swells_is_refused(tried, content):
    texts, report = tried(content)
    assert not texts
    assert "PDF" in report


def test_a_pdf_with_a_password_is_refused(tried):
    locked = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O (%s) /U (%s) /P -44 >> /ID [(a)(a)]" % (b"x" * 32, b"y" * 32)
    assert "locked with a password" in tried(pdf([SNOW]).replace(b"/Root 1 0 R", b"/Root 1 0 R " + locked))[1]


# Office files and RTF


def test_a_word_file_with_macros_is_refused_and_one_with_a_remote_template_reads_its_own_words(tried):
    assert "holds macros" in tried(altered(word(), "word/vbaProject.bin", lambda _: b"x"))[1]
    remote = (
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        b'attachedTemplate" Target="http://example.org/t.dotm" TargetMode="External"/></Relationships>'
    )
    links = "word/_rels/document.xml.rels"
    content = altered(word([SNOW]), links, lambda markup: markup.replace(b"</Relationships>", remote))
    assert tried(content)[0][0].startswith(SNOW)


@pytest.mark.parametrize("declared", [LAUGHS, '<!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/hosts">]>'])
def test_an_entity_of_an_office_file_reads_no_file_and_multiplies_nothing(tried, declared):
    def planted(root):
        return lambda markup: markup.replace(root, declared.encode() + root, 1).replace(b"Snow", b"Snow &j;")

    for content in (
        altered(word([SNOW]), "word/document.xml", planted(b"<w:document")),
        altered(workbook([["text"], [SNOW]]), "xl/worksheets/sheet1.xml", planted(b"<worksheet")),
    ):
        texts, _ = tried(content)
        assert all(len(text) < 60 and "localhost" not in text for text in texts)


def test_an_office_file_that_unpacks_to_more_than_memory_holds_is_refused(tried):
    content = altered(word(), "word/document.xml", lambda markup: markup + b" " * 300_000_000)
    assert "unpacks to 286 MB" in tried(content)[1]
    deep = altered(
        word(), "word/document.xml", lambda markup: markup.replace(b"<w:body>", b"<w:body>" + b"<w:p>" * 99_999)
    )
    assert "Word file cannot be read" in tried(deep)[1]


def test_a_cell_at_the_end_of_the_world_costs_no_more_than_a_sheet_has_rows(tried):
    far = b'<row r="999999999999"><c r="A999999999999"><v>1</v></c></row></sheetData>'
    sheet = "xl/worksheets/sheet1.xml"
    content = altered(workbook([["text"], [SNOW]]), sheet, lambda markup: markup.replace(b"</sheetData>", far))
    assert tried(content)[0] == [SNOW]


def test_no_formula_is_worked_out(tried):
    assert tried(workbook([["text"], ['=WEBSERVICE("http://example.org")'], [SNOW]]))[0] == [SNOW]


@pytest.mark.parametrize(
    "inner",
    ["{" * 300_000, r"\pict\bin" + "9" * 5000, r"{\pict\bin99999999999 x}", r"\u-99999999999?", r"{\info" * 9999],
)
def test_an_rtf_made_to_break_its_reader_is_read_or_refused(tried, inner):
    texts, report = tried("{\\rtf1 " + inner + SNOW + "}")
    assert texts in ([], [SNOW])
    assert texts or "file.dat" in report


def test_objects_and_commands_in_an_rtf_are_left_out(tried):
    content = r"{\rtf1 Snow.{\object{\*\objdata 0105}}{\field{\*\fldinst DDEAUTO c:\\calc.exe}{\fldrslt  Rain.}}}"
    assert tried(content)[0] == ["Snow. Rain."]


# Tables, texts and long lines


def test_a_table_of_one_text_a_million_times_is_stopped(tried):
    content = parquet(text=pd_category([SNOW * 500] * 20_000))
    texts, report = tried(content, within=60)
    assert len(texts) < 20_000
    assert "is it a bomb?" in report


def pd_category(values):
    import pandas as pd

    return pd.Series(values).astype("category")


@pytest.mark.parametrize(
    ("name", "start", "read"),
    [
        *(("a.txt", "", 0), ("a.html", "<html><body><p>", 0), ("a.rtf", "{\\rtf1 ", 0), ("a.xml", "<rss><item>", 0)),
        *(("a.csv", "id,text\n1,Snow.\n2,", 1), ("a.jsonl", '{"text": "Snow."}\n{"text": "', 1)),
    ],
)
def test_a_single_line_of_200_mb_is_refused_by_its_size(tmp_path, name, start, read):
    path = tmp_path / name
    with path.open("wb") as file:
        file.write(start.encode())
        for _ in range(200):
            file.write(b"Snow fell. " * 95_326)
    script = (
        "import sys, time, warnings; warnings.simplefilter('ignore')\nimport dateline as dl\n"
        "before = time.monotonic()\ntry:\n    read, said = len(dl.load_corpus(sys.argv[1])), ''\n"
        "except dl.errors.CorpusError as error:\n    read, said = 0, str(error)\n"
        # getrusage would count what the process that started this one held.
        "peak = next(line for line in open('/proc/self/status') if line.startswith('VmHWM'))\n"
        "print(read, time.monotonic() - before < 30, int(peak.split()[1]) >> 10, said)"
    ).replace("dl.errors.CorpusError", "Exception")
    found = subprocess.run([sys.executable, "-c", script, path], capture_output=True, text=True, check=True).stdout
    count, in_time, megabytes, *said = found.split()
    assert (int(count), in_time) == (read, "True")
    assert int(megabytes) < 900
    assert read or "MB" in " ".join(said)


@pytest.mark.parametrize("merge", [False, True])
def test_front_matter_that_multiplies_itself_is_read_as_text(tried, merge):
    lines = ["a: &a {x: 1}"]
    for old, new in zip("abcdefghi", "bcdefghij", strict=True):
        held = ", ".join([f"*{old}"] * 9)
        lines.append(f"{new}: &{new} {{<<: [{held}]}}" if merge else f"{new}: &{new} [{held}]")
    texts, report = tried("\n".join(["---", *lines, "---", SNOW]), "a.md")
    assert texts[0].endswith(SNOW)
    assert "repeats a value by its name" in report


# The process that reads


def asked(code):
    """Return what the confined process answers when one of its modules does this."""
    script = f"import sys; sys.path.insert(0, {str(FOREIGN)!r})\nimport __main__ as m, types, importlib.util\n"
    script += "spec = importlib.util.spec_from_file_location('serve', sys.path[0] + '/__main__.py')\n"
    script += "serve = importlib.util.module_from_spec(spec); spec.loader.exec_module(serve); serve.confine()\n"
    script += f"module = types.ModuleType('evil'); sys.modules['evil'] = module\nexec({code!r}, module.__dict__)\n"
    script += "print(list(serve.answers({'module': 'evil', 'given': {}}))[-1])"
    return subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False
    ).stdout


@pytest.mark.parametrize(
    ("action", "found"),
    [
        ("__import__('socket').create_connection(('127.0.0.1', 9))", "is not allowed"),
        ("__import__('urllib.request').request.urlopen('http://example.org')", "is not allowed"),
        ("__import__('subprocess').run(['true'])", "is not allowed"),
        ("__import__('os').system('true')", "is not allowed"),
        ("open('written', 'w').write('x' * 99999)", "File too large"),
        ("bytearray(8 << 30)", "of memory"),
    ],
)
def test_the_process_that_reads_can_reach_nothing_and_write_nothing(action, found, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert found in asked(f"def read():\n    {action}\n    yield 1")
    assert "'end'" in asked("def read():\n    yield 1")


def test_a_library_that_takes_for_ever_costs_one_file_and_a_sentence(tried, monkeypatch):
    monkeypatch.setattr("dateline.readers.confined.Helper.answer", slow(confined.Helper.answer))
    nested = b"{\\rtf1 " + rb"{\field{\*\fldinst{" * 200_000 + b"Snow."
    texts, report = tried(zipped({"a.rtf": nested, "b.rtf": RTF}))
    assert len(texts) == 1
    assert "file.dat/a.rtf: An RTF file cannot be read: it takes more than 2 seconds." in report


def slow(answer):
    return lambda helper, seconds: answer(helper, 2)


def test_two_files_may_be_read_by_turns(tmp_path):
    paths = [tmp_path / name for name in ("a.parquet", "b.parquet")]
    for path in paths:
        path.write_bytes(parquet(text=[f"{path.stem} {number}" for number in range(1200)]))
    given_ = [confined.answers("parquet_rows", "pyarrow", "A", path=str(path)) for path in paths]
    batches = list(zip(*given_, strict=True))
    assert [len(batch["rows"]) for batch, _ in batches] == [1, 500, 500, 200]
    assert batches[-1][0]["rows"][-1][1] == ["a 1199"]
    assert batches[-1][1]["rows"][-1][1] == ["b 1199"]


# Mutilated files


def mutilated(content):
    """Return a strategy of a file with stretches of it changed, doubled, cut or filled with what breaks readers."""
    odd = [
        b"\0",
        b"\xff\xfe",
        b"<",
        b">",
        b"&x;",
        b'"',
        b"{",
        b"}",
        b"\\bin9",
        b"9" * 30,
        b"-1",
        b"]]>",
        b"<!--",
        b"\n",
    ]
    odd += [b"\xed\xa0\x80", b"/Kids [2 0 R]", b"PK\1\2", b"<![CDATA[", b"endstream", b"1 0 R", b",;\t", b"\\u-1?"]
    change = st.tuples(
        st.integers(0, len(content)), st.integers(0, 40), st.one_of(st.sampled_from(odd), st.binary(max_size=12))
    )

    def changed(changes):
        out = content
        for place, size, instead in changes:
            out = out[:place] + instead + out[place + size :]
        return out

    return st.lists(change, min_size=1, max_size=6).map(changed)


def within(content):
    """Return a strategy of a zip file one of whose members is mutilated, or which is mutilated itself."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist() if archive.read(name)}

    def with_one(name):
        return mutilated(members[name]).map(lambda changed: altered(content, name, lambda _: changed))

    return st.one_of(mutilated(content), st.sampled_from(sorted(members)).flatmap(with_one))


def in_gzip(content):
    return st.one_of(mutilated(content), mutilated(gzip.decompress(content)).map(gzip.compress))


@pytest.mark.parametrize("name", WHOLE)
def test_a_mutilated_file_is_read_or_refused_and_never_breaks_the_reader(tmp_path, name):
    content = WHOLE[name]
    kind = within if zipfile.is_zipfile(io.BytesIO(content)) else in_gzip if name.endswith(".gz") else mutilated
    path, until = tmp_path / name, time.monotonic() + SECONDS
    count = 0

    @settings(
        max_examples=100 if SECONDS else 8,
        deadline=None,
        database=None,
        derandomize=not SECONDS,
        suppress_health_check=list(HealthCheck),
    )
    @given(kind(content))
    def reading(changed):
        nonlocal count
        count += 1
        path.write_bytes(changed)
        before = time.monotonic()
        texts, report = loaded(path)
        assert all(texts)
        assert texts or name.split(".")[0] in report
        assert time.monotonic() - before < 70
        json.dumps(texts)

    reading()
    while time.monotonic() < until:
        reading()
    print(f"{name}: {count} files")


def test_the_seeds_of_mutilation_are_whole(tried):
    for name, content in WHOLE.items():
        texts, _ = tried(content, name)
        assert texts, name
    assert tried(feed())[0]
    assert tried(page())[0]
    assert tried(CSV)[0]
