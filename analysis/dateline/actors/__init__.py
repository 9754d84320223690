"""Who is named: names in a text told apart, each read as an actor at its date, place or government."""
