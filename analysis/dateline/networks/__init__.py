"""Who stands beside whom: pairs, networks, what they are worth, and how sure one may be."""
