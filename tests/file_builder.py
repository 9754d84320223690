"""Files of every kind, made here, with articles of our own: what readers of formats are tried on."""

import gzip
import io
import zipfile

import docx
import openpyxl
import pandas as pd

PARAGRAPHS = [
    "The delegation left the valley on Monday, and the minister said that talks would go on in spring.",
    "Roads were closed for two days. “We waited for the plough,” said the mayor, who had been asked about the delay.",
    "The council will meet again when the snow is gone, an official told reporters on Tuesday evening.",
]
HEAD = (
    '<meta property="article:published_time" content="2022-02-05T10:00:00Z">'
    '<meta property="og:site_name" content="Valley Gazette"><meta name="author" content="A. Writer">'
)
CSV = "id;text;date\n1;Snow fell.;2022-02-05\n2;Rain fell.;2022\n"
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefghi", "bcdefghij", strict=True))
    + "]>"
)


def page(head=HEAD, body=None):
    body = body or "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS * 2)
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Talks end - Gazette</title>{head}</head>'
        f"<body><nav><a href=/a>Home</a></nav><article><h1>Talks end</h1>{body}</article>"
        "<footer>All about us</footer></body></html>"
    ).encode()


def pdf(*pages, info="", catalog=""):
    """Return a PDF of pages, each a list of lines."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        shown = " ".join(f"({line}) Tj T*" for line in lines)
        objects += [
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>",
            stream(f"BT /F1 11 Tf 14 TL 50 800 Td {shown} ET".encode("cp1252")),
        ]
    return pdf_of([*objects, info] if info else objects, info=bool(info))


def stream(content, filters=""):
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), filters.encode(), content)


def pdf_of(objects, *, info=False):
    out, places = b"%PDF-1.4\n", []
    for number, held in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, held if isinstance(held, bytes) else held.encode("cp1252"))
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    about = b"/Info %d 0 R" % len(objects) if info else b""
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
        + b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, about, len(out))
    )


def word(paragraphs=PARAGRAPHS, title="Talks end"):
    document = docx.Document()
    document.core_properties.title, document.core_properties.author = title, "admin"
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Snow", "3 cm"
    return saved(document)


def workbook(rows, **sheets):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for name, more in sheets.items():
        sheet = book.create_sheet(name)
        for row in more:
            sheet.append(row)
    return saved(book)


def saved(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def parquet(**columns):
    out = io.BytesIO()
    pd.DataFrame(columns).to_parquet(out)
    return out.getvalue()


def feed(entries=PARAGRAPHS, date="Sat, 05 Feb 2022 10:00:00 GMT"):
    items = "".join(
        f"<item><title>Part {number}</title><link>http://example.org/{number}</link><guid>g{number}</guid>"
        f"<pubDate>{date}</pubDate><description>&lt;p&gt;{text}&lt;/p&gt;&lt;p&gt;And on.&lt;/p&gt;</description>"
        "</item>"
        for number, text in enumerate(entries)
    )
    head = "<title>Valley Gazette</title><language>en</language>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{items}</channel></rss>'.encode()


def warc(*records, compressed=True):
    """Return a crawl of (address, media type, content) or of (address, media type, content, status)."""
    out = b""
    for address, kind, content, *status in records:
        answer = f"HTTP/1.0 {(status or ['200 OK'])[0]}\r\nContent-Type: {kind}\r\n\r\n".encode() + content
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2023-01-01T00:00:00Z\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
        )
        record = head.encode() + answer + b"\r\n\r\n"
        out += gzip.compress(record) if compressed else record
    return out


def zipped(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def altered(content, name, change):
    """Return a zip file, such as a Word file, with one of its members changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {member: archive.read(member) for member in archive.namelist()}
    members[name] = change(members.get(name, b""))
    return zipped(members)


RTF = (
    rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Times;}}{\info{\title Snow \'e0 la carte}{\author admin}"
    rb"{\creatim\yr2020\mo1\dy2}}\f0 The road was closed.\par See {\field{\*\fldinst{HYPERLINK "
    rb"\"http://example.org/x\"}}{\fldrslt{the notice}}} of Monday.\par \'93Snow\'94 fell.\par}"
)

WHOLE = {
    "page.html": page(),
    "article.pdf": pdf(["Snow fell on", "Monday."], info="<< /Title (Snow) /Author (admin) >>"),
    "article.docx": word(),
    "article.rtf": RTF,
    "table.xlsx": workbook([["id", "text", "date"], [1, PARAGRAPHS[0], "2022-02-05"], [2, PARAGRAPHS[1], 2022]]),
    "table.parquet": parquet(text=PARAGRAPHS, date=["2022-02-05"] * 3),
    "feed.xml": feed(),
    "crawl.warc": warc(("http://example.org/", "text/html", page()), compressed=False),
    "crawl.warc.gz": warc(("http://example.org/", "text/html", page())),
    "table.csv": CSV.encode(),
    "table.csv.gz": gzip.compress(CSV.encode()),
    "shelf.zip": zipped(
        {"a.txt": PARAGRAPHS[0], "press/b.csv": CSV, "c.rtf": RTF, "in.zip": zipped({"d.txt": "Snow."})}
    ),
}
