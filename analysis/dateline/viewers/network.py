"""A network to look into: the figure's own picture, the same numbers as tables, and the sentences behind each.

One page of HTML with its style and script inside, which asks no other host for anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path

import pandas as pd

from dateline import markup
from dateline.errors import MeasureError, check_kind
from dateline.figure import Figure
from dateline.networks.network import Network
from dateline.plots.network import plot_network, subtitle_of
from dateline.plots.nodelink import NodeLink, node_link
from dateline.plots.sheet import count_of
from dateline.provenance import random_seed
from dateline.viewers.picture import picture

_HIGH_PX = 900
_PAGE = Path(__file__).with_name("network.html")


@dataclass(frozen=True, eq=False)
class NetworkView:
    """A network that shows itself in a notebook, and is saved as one file.

    Attributes
    ----------
    network : Network
    figure : Figure
        The static figure: its title, caption, numbers and places are those of the view.
    link : NodeLink
        Circles, lines and labels as the figure draws them.
    subtitle : str
    evidence : int
        How many sentences at the most behind each actor and pair.
    """

    network: Network
    figure: Figure
    link: NodeLink
    subtitle: str
    evidence: int

    @cached_property
    def page(self) -> str:
        """The whole page of HTML; every word from a text or a table is escaped."""
        parts = {
            "TITLE": escape(self.figure.title),
            "SUBTITLE": escape(self.subtitle),
            "PICTURE": picture(self.link, self.figure.alt),
            "SECTIONS": "\n".join([*self._actors(), *self._pairs()]),
            "CAPTION": escape(self.figure.caption),
            "TABLES": self._tables(),
        }
        before, *rest = _PAGE.read_text(encoding="utf-8").split("{{")
        filled = (f"{parts[name]}{text}" for name, text in (piece.split("}}", 1) for piece in rest))
        return before + "".join(filled)

    def save(self, path: str | Path) -> Path:
        """Write the page as one HTML file, sentences included.

        Returns
        -------
        Path
            Where it was written.

        Raises
        ------
        MeasureError
            When the path does not end in `.html`.

        Notes
        -----
        The file holds up to `evidence` sentences of every pair: look at the rights to the texts before passing it on,
        or make it with `evidence=0`.
        """
        path = Path(path)
        if path.suffix != ".html":
            raise MeasureError(f'The page is HTML and not "{path.suffix}". Name it "{path.stem or "network"}.html".')
        path.write_text(self.page, encoding="utf-8", newline="\n")
        return path

    def _actors(self) -> Iterator[str]:
        edges = self.link.edges
        for place, row in enumerate(self.link.table.to_dict("records")):
            own = edges[(edges["a"] == row["actor"]) | (edges["b"] == row["actor"])]
            others = own["a_name"].where(own["a"] != row["actor"], own["b_name"])
            ids = own["a"].where(own["a"] != row["actor"], own["b"]).map(self._place)
            keeps = [f"n{place}", *(f"n{other}" for other in ids), *(f"e{edge}" for edge in own.index)]
            beside = "".join(
                f"<li>{_button(f'e{edge}', f'{name} ({articles:,})')}</li>"
                for edge, name, articles in zip(own.index, others, own["articles"], strict=True)
            )
            says = f"Named in {count_of(row['articles'], 'article')}; community {row['community']}."
            beside = f"<h3>Beside</h3><ul>{beside}</ul>"
            yield _section(f"n{place}", row["name"], says, keeps, beside + self._sentences(row["actor"]))

    def _pairs(self) -> Iterator[str]:
        for number, edge in enumerate(self.link.edges.to_dict("records")):
            keeps = [f"e{number}", f"n{self._place[edge['a']]}", f"n{self._place[edge['b']]}"]
            says = f"{edge['articles']:,} {self.link.tie}."
            name = f"{edge['a_name']} and {edge['b_name']}"
            yield _section(f"e{number}", name, says, keeps, self._sentences(edge["a"], edge["b"]))

    def _sentences(self, a: str, b: str | None = None) -> str:
        if not self.evidence:
            return "<p>The sentences are left out of this page.</p>"
        found = self.network.passages(a, b, most=self.evidence)
        return f"<h3>Sentences (up to {self.evidence})</h3><ol>{''.join(p.to_html() for p in found)}</ol>"

    @cached_property
    def _place(self) -> dict[str, int]:
        return {actor: place for place, actor in enumerate(self.link.table["actor"])}

    def _tables(self) -> str:
        actors = self.link.table.sort_values(["articles", "actor"], ascending=[False, True])
        named = [
            (_button(f"n{place}", name), f"{articles:,}", str(community))
            for place, name, articles, community in zip(
                actors.index, actors["name"], actors["articles"], actors["community"], strict=True
            )
        ]
        pairs = [
            (_button(f"e{number}", f"{edge['a_name']} and {edge['b_name']}"), f"{edge['articles']:,}")
            for number, edge in enumerate(self.link.edges.to_dict("records"))
        ]
        return _table(f"Pairs: {self.link.tie}", ("pair", "articles"), pairs) + _table(
            "Actors: articles naming them, and their community", ("actor", "articles", "community"), named
        )

    def _repr_html_(self) -> str:
        """Show the page in a frame of its own, so that its style and script touch nothing of the notebook's."""
        title, caption = escape(self.figure.title), escape(self.figure.caption)
        return (
            f'<iframe title="{title}" sandbox="allow-scripts" srcdoc="{escape(self.page)}"'
            f' style="width:100%;height:{_HIGH_PX}px;border:1px solid #ccc"></iframe>'
            f"{markup.folded(f'Interactive network: {self.figure.title}', f'<p>{caption}</p>')}"
        )

    def __repr__(self) -> str:
        return f'Interactive network "{self.figure.title}": {self.link.size}'


def show_network(
    network: Network,
    *,
    title: str,
    subtitle: str | None = None,
    seed: int | None = None,
    layout: pd.DataFrame | None = None,
    evidence: int = 5,
) -> NetworkView:
    """Show a network to look into: choose a circle, a line or a row of its tables and read what stands behind it.

    Parameters
    ----------
    network : Network
    title, subtitle : str
        The heading.
    seed : int, optional
        Of layout and communities; by default the project's.
    layout : pandas.DataFrame, optional
        The stored layout of a figure 183 mm wide.
    evidence : int
        How many sentences behind each actor and pair; 0 leaves the texts out.

    Returns
    -------
    NetworkView
        Displays itself in a notebook; `save` writes one HTML file.

    Raises
    ------
    MeasureError
        When `network` is no network, has no node, or `evidence` is no number.

    Notes
    -----
    Words, numbers and places are those of `plot_network`. Everything can be reached by the tabulator key and opened
    with Enter; Escape closes it. Meant for up to some hundred actors. It does not filter: make the network anew.

    Examples
    --------
    ::

        dl.show_network(network, title="Who shares a sentence?").save("network.html")
    """
    check_kind("network", network, Network, "Make one first: dl.Network(dl.cooccurrences(found)).")
    if type(evidence) is not int or evidence < 0:
        raise MeasureError(f"evidence is {evidence!r}. Give how many sentences to show, or 0 for none.")
    seed = random_seed() if seed is None else seed
    figure = plot_network(network, title=title, subtitle=subtitle, seed=seed, layout=layout)
    link = node_link(network, seed=seed, width="double", layout=figure.layout)
    return NetworkView(network, figure, link, subtitle_of(link) if subtitle is None else subtitle, evidence)


def _button(shows: str, words: str) -> str:
    return f'<button type="button" data-shows="{shows}" aria-pressed="false">{escape(words)}</button>'


def _section(key: str, name: str, says: str, keeps: list[str], content: str) -> str:
    head = f"<h2>{escape(name)}</h2><p>{escape(says)}</p>"
    return f'<section id="s-{key}" data-keeps="{" ".join(keeps)}" hidden>{head}{content}</section>'


def _table(caption: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Return a table whose first cells are HTML, the head of their row."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    body = "".join(
        f'<tr><th scope="row">{first}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in rest)}</tr>'
        for first, *rest in rows
    )
    return f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
