"""How strongly two actors are tied: counts and measures of association of every edge, in one table."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from dateline.errors import check_kind
from dateline.networks.cooccurrence import Cooccurrences
from dateline.networks.network import Network
from dateline.stats import conditional, cosine, g2, jaccard, log_dice, npmi, pmi

_PAIR = ["a", "b", "a_name", "b_name"]


def edge_weights(network: Network | Cooccurrences) -> Cooccurrences:
    """Return every edge with its counts and with measures of association.

    Parameters
    ----------
    network : Network or Cooccurrences
        Whose edges; all are weighed, or those that a backbone kept.

    Returns
    -------
    Cooccurrences
        `a`, `b` and their names; `articles` that hold both in one unit, `a_articles` and `b_articles` that name each at
        all, `expected` (their product over all articles); the other counts (`units`, `nearness`); then

        ==============  ============================================  ===============================
        column          formula                                       range
        ==============  ============================================  ===============================
        `jaccard`       n / (f_a + f_b - n)                           0 to 1
        `cosine`        n / sqrt(f_a f_b)                             0 to 1
        `pmi`           log2(n N / (f_a f_b)), in bits                0: as by chance
        `npmi`          pmi / -log2(n / N)                            -1 to 1, 0: as by chance
        `log_dice`      14 + log2(2 n / (f_a + f_b))                  up to 14; does not depend on N
        `g2`            2 sum o ln(o / e) over the four cells         negative: rarer than by chance
        `b_given_a`     n / f_a                                       0 to 1
        `a_given_b`     n / f_b                                       0 to 1
        ==============  ============================================  ===============================

        where n is `articles`, f_a and f_b those of each actor, N all articles that were read.

    Notes
    -----
    Margins are those of the table of articles and actors. With a narrower unit than the article, two actors who are
    named in the same articles but seldom in the same sentence lie below `expected`. PMI is high for the rare; G2 says
    how sure, not how strong, and takes articles for independent. None of them is corrected for the number of edges: for
    a test use `Network.backbone`.

    References
    ----------
    Jaccard (1912). Salton & McGill (1983). Church & Hanks (1990). Bouma (2009). Rychlý (2008). Dunning (1993).
    Michelbacher, Evert & Schütze (2011). Each in full in `dateline.stats`.

    Examples
    --------
    ::

        dl.edge_weights(dl.cooccurrences(found)).where(npmi=lambda value: value > 0)
    """
    pairs = network.cooccurrences if isinstance(network, Network) else network
    check_kind("network", pairs, Cooccurrences, "Count pairs first: dl.cooccurrences(found).")
    table, total = pairs.table, len(pairs.documents)
    held = pairs.nodes.set_index("actor")["articles"]
    n, f_a, f_b = (table["articles"].to_numpy(float), *(table[end].map(held).to_numpy(float) for end in ("a", "b")))
    expected = f_a * f_b / max(total, 1)
    counts = [column for column in ("units", "nearness") if column in table]
    table = table[[*_PAIR, "articles"]].assign(
        a_articles=f_a.astype(np.int64),
        b_articles=f_b.astype(np.int64),
        expected=expected,
        **{column: table[column] for column in counts},
        jaccard=jaccard(n, f_a, f_b),
        cosine=cosine(n, f_a, f_b),
        pmi=pmi(n, f_a, f_b, total),
        npmi=npmi(n, f_a, f_b, total),
        log_dice=log_dice(n, f_a, f_b),
        g2=np.where(n < expected, -1, 1) * g2(n, f_a, f_b, total),
        b_given_a=conditional(n, f_a),
        a_given_b=conditional(n, f_b),
    )
    note = (
        f"Association of articles: {total:,} read, those that name each actor, those in which they share a unit "
        f"({pairs.counting.unit}). G2 is negative where there are fewer than expected; no correction for "
        f"{len(table):,} edges."
    )
    return replace(pairs, table=table, title=f"{pairs.title}: weights", notes=(note, *pairs.notes))
