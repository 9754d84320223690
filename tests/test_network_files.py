"""Networks as files: each form read by readers that are not ours, and every one of them the same graph."""

import csv
import itertools
import json
import math
import re
import string
from datetime import date, timedelta
from xml.etree import ElementTree

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import MeasureError
from dateline.networks.cooccurrence import Cooccurrences, cooccurrences
from dateline.networks.network import Network
from dateline.networks.network_files import write_network
from dateline.networks.stretches import stretches
from found_builder import found_from, mention

SPACE, VIZ = "{http://gexf.net/1.3}", "{http://gexf.net/1.3/viz}"
DAY = r"\d{4}-\d\d-\d\d"
NUMBER = r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|-?INF|NaN"
CHANNEL = r"25[0-5]|2[0-4]\d|1?\d?\d"

# GEXF 1.3 in the words of its RELAX NG schema (gexf.rnc, dynamics.rnc) and of the specification's module for drawing:
# for every element the attributes it may have (those with ! it must), and its children with how many there may be.
SCHEMA = {
    "gexf": ({"version!": "1.3", "variant": ".*"}, {"meta": (0, 1), "graph": (1, 1)}),
    "meta": ({"lastmodifieddate": DAY}, {"creator": (0, 1), "keywords": (0, 1), "description": (0, 1)}),
    "creator": ({}, {}), "keywords": ({}, {}), "description": ({}, {}),
    "graph": (
        {"defaultedgetype": "directed|undirected|mutual", "idtype": "integer|string", "mode": "static|dynamic|slice",
         "timeformat": "integer|double|date|dateTime", "timerepresentation": "interval|timestamp", "start": DAY,
         "end": DAY, "timezone": ".*"},
        {"attributes": (0, math.inf), "nodes": (1, 1), "edges": (1, 1)},
    ),
    "attributes": ({"class!": "node|edge", "mode": "static|dynamic"}, {"attribute": (0, math.inf)}),
    "attribute": (
        {"id!": ".*", "title!": ".*", "type!": "integer|long|double|float|boolean|string|anyURI"},
        {"default": (0, 1), "options": (0, 1)},
    ),
    "nodes": ({"count": r"\d+"}, {"node": (0, math.inf)}),
    "edges": ({"count": r"\d+"}, {"edge": (0, math.inf)}),
    "node": (
        {"id!": "(?s:.*)", "label": "(?s:.*)", "start": DAY, "end": DAY},
        {"attvalues": (0, 1), "spells": (0, 1), "viz:color": (0, 1), "viz:position": (0, 1), "viz:size": (0, 1)},
    ),
    "edge": (
        {"id": "(?s:.*)", "type": "directed|undirected|mutual", "label": "(?s:.*)", "source!": "(?s:.*)",
         "target!": "(?s:.*)", "weight": NUMBER, "kind": ".*", "start": DAY, "end": DAY},
        {"attvalues": (0, 1), "spells": (0, 1), "viz:color": (0, 1), "viz:thickness": (0, 1)},
    ),
    "attvalues": ({}, {"attvalue": (0, math.inf)}),
    "attvalue": ({"for!": ".*", "value!": "(?s:.*)", "start": DAY, "end": DAY}, {}),
    "spells": ({}, {"spell": (1, math.inf)}),
    "spell": ({"start": DAY, "end": DAY}, {}),
    "viz:color": ({"r!": CHANNEL, "g!": CHANNEL, "b!": CHANNEL, "a": r"0?\.\d+|[01]"}, {}),
    "viz:position": ({"x!": NUMBER, "y!": NUMBER, "z": NUMBER}, {}),
    "viz:size": ({"value!": r"\d+(?:\.\d+)?"}, {}),
    "viz:thickness": ({"value!": r"\d+(?:\.\d+)?"}, {}),
}  # fmt: skip
ORDERED = {"gexf": ["meta", "graph"], "graph": ["attributes", "nodes", "edges"]}
HELD = {"integer": int, "long": int, "double": float, "string": str, "boolean": {"true": True, "false": False}.get}


def short(tag):
    return tag.replace(VIZ, "viz:").replace(SPACE, "")


def faults(element):
    """Name everything in an element that the schema does not allow."""
    name = short(element.tag)
    if name not in SCHEMA:
        return [f"no element {name}"]
    attributes, children = SCHEMA[name]
    known = {key.rstrip("!"): pattern for key, pattern in attributes.items()}
    found = [f"{name} has no {key}" for key in attributes if key.endswith("!") and key[:-1] not in element.attrib]
    for key, value in element.attrib.items():
        if key not in known or not re.fullmatch(known[key], value):
            found.append(f"{name} may not have {key}={value!r}")
    there = [short(child.tag) for child in element]
    found += [f"{name} may not hold {child}" for child in there if child not in children]
    for child, (least, most) in children.items():
        if not least <= there.count(child) <= most:
            found.append(f"{name} holds {there.count(child)} {child}")
    order = [child for child in ORDERED.get(name, ()) for _ in range(there.count(child))]
    if order and there != order:
        found.append(f"{name} holds {there} in another order")
    return found + [fault for child in element for fault in faults(child)]


def gexf_faults(text):
    """Name what is against the schema, and what it cannot say: undeclared columns, wrong types, unknown ends."""
    root = ElementTree.fromstring(text)
    found = faults(root)
    if found:
        return found
    graph = root.find(f"{SPACE}graph")
    ids = [node.get("id") for node in graph.iter(f"{SPACE}node")]
    found += ["an id twice"] if len(ids) != len(set(ids)) else []
    for kind in ("node", "edge"):
        declared = {
            column.get("id"): HELD[column.get("type")]
            for columns in graph.findall(f"{SPACE}attributes") if columns.get("class") == kind for column in columns
        }  # fmt: skip
        for element in graph.iter(f"{SPACE}{kind}"):
            for value in element.iter(f"{SPACE}attvalue"):
                try:
                    assert declared[value.get("for")](value.get("value")) is not None
                except (KeyError, ValueError, AssertionError):
                    found.append(f"{kind} has {value.attrib}")
    ends = [edge.get(end) for edge in graph.iter(f"{SPACE}edge") for end in ("source", "target")]
    return found + [f"no node {end}" for end in ends if end not in ids]


# Four readers, none of them ours but the plain ones written here; each returns nodes and edges with their columns.


def plain_gexf(path):
    root = ElementTree.parse(path).getroot()
    types = {
        (columns.get("class"), column.get("id")): HELD[column.get("type")]
        for columns in root.iter(f"{SPACE}attributes") if columns.get("mode") == "static" for column in columns
    }  # fmt: skip

    def values(element, kind):
        return {
            value.get("for"): types[kind, value.get("for")](value.get("value"))
            for value in element.iter(f"{SPACE}attvalue") if (kind, value.get("for")) in types
        }  # fmt: skip

    nodes = {}
    for node in root.iter(f"{SPACE}node"):
        colour, spot = node.find(f"{VIZ}color"), node.find(f"{VIZ}position")
        drawn = {
            "colour": "#{:02X}{:02X}{:02X}".format(*(int(colour.get(part)) for part in "rgb")),
            "x": float(spot.get("x")), "y": float(spot.get("y")), "label": node.get("label"),
        }  # fmt: skip
        nodes[node.get("id")] = values(node, "node") | drawn
    edges = {
        frozenset((edge.get("source"), edge.get("target"))): values(edge, "edge")
        | {"weight": float(edge.get("weight"))}
        for edge in root.iter(f"{SPACE}edge")
    }
    return nodes, edges


def of_graph(graph):
    nodes = {actor: dict(node) for actor, node in graph.nodes(data=True)}
    return nodes, {frozenset((a, b)): dict(edge) for a, b, edge in graph.edges(data=True)}


def networkx_gexf(path):
    nodes, edges = of_graph(nx.read_gexf(path))
    for node in nodes.values():
        viz = node.pop("viz")
        node["colour"] = "#{r:02X}{g:02X}{b:02X}".format(**viz["color"])
        node |= {"x": viz["position"]["x"], "y": viz["position"]["y"]}
    return nodes, {ends: {name: value for name, value in edge.items() if name != "id"} for ends, edge in edges.items()}


def networkx_graphml(path):
    return of_graph(nx.read_graphml(path))


def plain_graphml(path):
    space = "{http://graphml.graphdrawing.org/xmlns}"
    root = ElementTree.parse(path).getroot()
    keys = {key.get("id"): (key.get("attr.name"), HELD[key.get("attr.type")]) for key in root.iter(f"{space}key")}

    def values(element):
        return {keys[part.get("key")][0]: keys[part.get("key")][1](part.text or "") for part in element}

    nodes = {node.get("id"): values(node) for node in root.iter(f"{space}node")}
    return nodes, {
        frozenset((edge.get("source"), edge.get("target"))): values(edge) for edge in root.iter(f"{space}edge")
    }


def networkx_json(path):
    return of_graph(nx.node_link_graph(json.loads(path.read_text(encoding="utf-8")), edges="links"))


def plain_json(path):
    graph = json.loads(path.read_text(encoding="utf-8"))
    nodes = {node.pop("id"): node for node in graph["nodes"]}
    return nodes, {frozenset((link.pop("source"), link.pop("target"))): link for link in graph["links"]}


def number_or_word(cell):
    return float(cell) if re.fullmatch(NUMBER, cell) else cell


def plain_csv(path):
    def rows(of):
        with of.open(newline="", encoding="utf-8") as file:
            return [{name: cell for name, cell in row.items() if cell != ""} for row in csv.DictReader(file)]

    words = ("label", "type", "source_name", "target_name", "colour")
    nodes, edges = rows(path.with_name(f"{path.stem}-nodes.csv")), rows(path)
    read = [
        {
            name: cell if name in ("id", "source", "target", *words) else number_or_word(cell)
            for name, cell in row.items()
        }
        for row in (*nodes, *edges)
    ]
    assert all(row.pop("type") == "Undirected" for row in read[len(nodes) :])
    return (
        {row.pop("id"): row for row in read[: len(nodes)]},
        {frozenset((row.pop("source"), row.pop("target"))): row for row in read[len(nodes) :]},
    )


READERS = [
    (".gexf", plain_gexf), (".gexf", networkx_gexf), (".graphml", plain_graphml), (".graphml", networkx_graphml),
    (".json", plain_json), (".json", networkx_json), (".csv", plain_csv),
]  # fmt: skip


def expected(network):
    """Return nodes and edges as every reader should give them, from the network's own tables."""
    groups = network.communities().table.set_index("actor")["community"]
    places = network.layout().set_index("actor")
    nodes = {
        row["actor"]: {
            "label": row["name"], "type": "leader", "articles": row["articles"], "mentions": row["mentions"],
            "degree": row["degree"], "strength": row["strength"], "community": groups[row["actor"]],
        } for row in network.nodes.to_dict("records")
    }  # fmt: skip
    for actor, node in nodes.items():
        node["x"], node["y"] = (1000 * (places[side][actor] - places[side].min()) for side in "xy")
    edges = {
        frozenset((row["a"], row["b"])): {
            "weight": row["articles"], "source_name": row["a_name"], "target_name": row["b_name"],
            "articles": row["articles"], "units": row["units"],
        } | ({} if math.isnan(row["p"]) else {"p": float(f"{row['p']:.12g}")})
        for row in network.edges.to_dict("records")
    }  # fmt: skip
    return nodes, edges


def network_of(names, edges):
    """Return a network of actors with these names and of edges (a, b, articles, p) between their places."""
    ids = [f"actor-{place:02}" for place in range(len(names))]
    rows = [(ids[a], ids[b], names[a], names[b], weight, weight + 1, p) for a, b, weight, p in edges]
    table = pd.DataFrame(rows, columns=["a", "b", "a_name", "b_name", "articles", "units", "p"])
    table = table.astype({"articles": "int64", "units": "int64", "p": "float64"})
    nodes = pd.DataFrame({"actor": ids, "name": names, "articles": range(1, len(ids) + 1), "mentions": 9})
    mentions = pd.DataFrame({"actor": ids, "document": "d", "unit": 0, "sentence": 0, "start": 0, "type": "leader"})
    mentions = mentions.assign(country="CHN", date=None)
    return Network(Cooccurrences(table, "by hand", ("counted by hand.",), nodes=nodes, mentions=mentions))


HELD_BY_XML = st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), min_size=1)


@st.composite
def networks(draw):
    names = draw(st.lists(HELD_BY_XML, min_size=2, max_size=7))
    pairs = [(a, b) for b in range(len(names)) for a in range(b)]
    chosen = draw(st.lists(st.sampled_from(pairs), min_size=1, unique=True))
    p = st.one_of(st.floats(0, 1), st.just(math.nan))
    return network_of(names, [(a, b, draw(st.integers(1, 10**9)), draw(p)) for a, b in sorted(chosen)])


@settings(max_examples=25, deadline=None)
@given(network=networks())
def test_every_form_read_back_by_every_reader_is_the_same_graph_and_valid(tmp_path_factory, network):
    folder = tmp_path_factory.mktemp("networks")
    nodes, edges = expected(network)
    written = {suffix: write_network(network, folder / f"network{suffix}") for suffix in dict(READERS)}
    for suffix, reader in READERS:
        read_nodes, read_edges = reader(written[suffix])
        assert read_edges == edges, (suffix, reader)
        assert all(re.fullmatch("#[0-9A-F]{6}", node.pop("colour")) for node in read_nodes.values())
        assert read_nodes.keys() == nodes.keys()
        for actor, node in nodes.items():
            assert read_nodes[actor] == pytest.approx(node, abs=1e-3), (suffix, reader)
    assert gexf_faults(written[".gexf"].read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("whole", "broken", "found"),
    [
        ('version="1.3"', 'version="1.9"', "version"),
        ("<nodes", "<knots", "knots"),
        ('class="node"', 'class="knot"', "class"),
        ('type="long"', 'type="number"', "type"),
        (' r="', ' red="', "red"),
        ('weight="', 'weight="heavy', "weight"),
        ('for="units"', 'for="unites"', "unites"),
        ('source="actor-00"', 'source="actor-99"', "actor-99"),
        ('id="actor-00"', 'id="actor-01"', "twice"),
        ('for="articles" value="', 'for="articles" value="x', "articles"),
    ],
)
def test_a_planted_fault_in_a_gexf_is_found(tmp_path, whole, broken, found):
    text = write_network(network_of(["A", "B"], [(0, 1, 3, 0.5)]), tmp_path / "network.gexf").read_text()
    assert whole in text
    broken_text = text.replace(whole, broken).replace("</nodes>", "</knots>" if "knots" in broken else "</nodes>")
    assert any(found in fault for fault in gexf_faults(broken_text))


def test_what_xml_cannot_hold_is_replaced_and_everything_else_is_kept(tmp_path):
    network = network_of(["A\x00\x1b", 'Ü <b>&"\t\n'], [(0, 1, 3, 0.5)])
    for suffix, reader in (READERS[0], READERS[2]):
        nodes, _ = reader(write_network(network, tmp_path / f"network{suffix}"))
        assert [node["label"] for node in nodes.values()] == ["A\ufffd\ufffd", 'Ü <b>&"\t\n']


# Dates


def dated():
    """Two leaders beside each other on three dates of different precision and once on none; a third beside one."""
    documents = [("d1", "Wire", "2022-02-04"), ("d2", "Wire", "2022-02-05"), ("d3", "Wire", "2022-03"),
                 ("d4", "Wire", None), ("d5", "Wire", "2022-02-05")]  # fmt: skip
    pairs = [mention(document, actor) for document, *_ in documents for actor in ("xi", "putin")]
    return Network(
        cooccurrences(found_from(documents, mentions=[*pairs, mention("d5", "modi"), mention("d1", "modi", 7)]))
    )


def test_a_dynamic_gexf_is_valid_and_holds_the_dates_of_the_articles_behind_an_edge(tmp_path):
    path = write_network(dated(), tmp_path / "network.gexf", dynamic=True)
    text = path.read_text(encoding="utf-8")
    assert gexf_faults(text) == []
    graph = nx.read_gexf(path)
    assert (graph.graph["mode"], graph.graph["start"], graph.graph["end"]) == ("dynamic", "2022-02-04", "2022-03-31")
    days = [("2022-02-04", "2022-02-04"), ("2022-02-05", "2022-02-05"), ("2022-03-01", "2022-03-31")]
    assert graph["putin"]["xi"]["spells"] == days
    assert graph["putin"]["xi"]["articles_by_date"] == [(1, *days[0]), (2, *days[1]), (1, *days[2])]
    assert graph["modi"]["xi"]["spells"] == [days[1]]
    assert graph.nodes["modi"]["spells"] == [("2022-02-04", "2022-02-05")]
    assert "Without a date, and so at no time: 1 articles." in text
    assert graph["putin"]["xi"]["weight"] == 5


def test_a_plain_reader_and_the_json_give_the_same_dates(tmp_path):
    root = ElementTree.parse(write_network(dated(), tmp_path / "network.gexf", dynamic=True)).getroot()
    read = {
        (edge.get("source"), edge.get("target")): [(s.get("start"), s.get("end")) for s in edge.iter(f"{SPACE}spell")]
        for edge in root.iter(f"{SPACE}edge")
    }
    links = json.loads(write_network(dated(), tmp_path / "network.json", dynamic=True).read_text())["links"]
    assert read == {(link["source"], link["target"]): [tuple(seen[:2]) for seen in link["seen"]] for link in links}


def test_an_edge_is_never_there_without_its_ends(tmp_path):
    graph = nx.read_gexf(write_network(dated(), tmp_path / "network.gexf", dynamic=True))
    for a, b, edge in graph.edges(data=True):
        for start, end in edge["spells"]:
            for actor in (a, b):
                assert days(graph.nodes[actor]["spells"]) >= days([(start, end)])


def days(spells):
    first = date.fromisoformat
    return {first(a) + timedelta(n) for a, b in spells for n in range((first(b) - first(a)).days + 1)}


DATES = st.one_of(
    st.dates(date(2020, 1, 1), date(2023, 12, 31)).map(str),
    st.dates(date(2020, 1, 1), date(2023, 12, 31)).map(lambda day: str(day)[:7]),
    st.integers(2020, 2023).map(str),
)


@settings(deadline=None)
@given(st.lists(st.tuples(DATES, st.integers(1, 5))))
def test_stretches_are_in_order_apart_and_count_every_day(dated):
    found = stretches(dated)
    assert all(one.end < other.start for one, other in itertools.pairwise(found))
    for stretch in found:
        for day in (stretch.start, stretch.end):
            assert stretch.articles == sum(number for when, number in dated if day.startswith(when))
    covered = days((stretch.start, stretch.end) for stretch in found)
    assert all(date.fromisoformat((when + "-01-01")[:10]) in covered for when, _ in dated)


# Choices


def test_places_are_those_of_a_figure_where_its_layout_is_given(tmp_path):
    layout = pd.DataFrame({"actor": ["actor-00", "actor-01"], "x_mm": [10.0, 60.0], "y_mm": [5.0, 30.0]})
    path = write_network(network_of(["A", "B"], [(0, 1, 3, 0.5)]), tmp_path / "n.json", layout=layout)
    nodes, _ = plain_json(path)
    assert [(node["x"], node["y"]) for node in nodes.values()] == [(0, 500), (1000, 0)]
    with pytest.raises(MeasureError, match='no place for "actor-01"'):
        write_network(network_of(["A", "B"], [(0, 1, 3, 0.5)]), tmp_path / "n.json", layout=layout.head(1))


def test_what_cannot_be_saved_teaches(tmp_path):
    network = network_of(["A", "B"], [(0, 1, 3, 0.5)])
    with pytest.raises(MeasureError, match=r'Did you mean "\.gexf"'):
        write_network(network, tmp_path / "network.gefx")
    with pytest.raises(MeasureError, match=r"no place for dates. Save as \.gexf or \.json"):
        write_network(network, tmp_path / "network.csv", dynamic=True)
    with pytest.raises(MeasureError, match="No article is dated"):
        write_network(network, tmp_path / "network.gexf", dynamic=True)


def test_a_network_of_nobody_is_valid_too(tmp_path):
    network = Network(cooccurrences(found_from([("d1", "Wire", None)], mentions=[mention("d1", "xi")])))
    for suffix, reader in READERS:
        assert reader(write_network(network, tmp_path / f"network{suffix}")) == ({}, {})
    assert gexf_faults((tmp_path / "network.gexf").read_text()) == []


def test_a_country_that_leaders_count_for_is_a_country(tmp_path):
    found = found_from([("d1", "Wire", None)], mentions=[mention("d1", "xi"), mention("d1", "RUS")])
    network = Network(cooccurrences(found, of="country", roll_up=True))
    nodes, _ = plain_gexf(write_network(network, tmp_path / "n.gexf"))
    assert {actor: node["type"] for actor, node in nodes.items()} == {"CHN": "country", "RUS": "country"}


def test_no_day_of_writing_stands_in_any_form(tmp_path):
    network = network_of(list(string.ascii_uppercase[:5]), [(0, 1, 3, 0.5), (2, 3, 1, 0.1), (3, 4, 2, 1 / 3)])
    for suffix in {suffix for suffix, _ in READERS}:
        text = write_network(network, tmp_path / f"network{suffix}").read_text(encoding="utf-8")
        assert "lastmodified" not in text
        assert str(date.today()) not in text
