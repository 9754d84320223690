"""Which words frame: terms where they stand, in whose voice, about whom, negated or not."""
