"""How often, and how sure: rates, shares and changes, with intervals over articles."""
