"""Texts read for who speaks, as the tests of voice ask for them."""

from dateline.actors.mentions import Mention
from dateline.seeds.voice import load_cues
from dateline.text import divide
from dateline.voices.quotes import VoiceReader

READER = VoiceReader(load_cues())


def leader(text, surface, actor, name, *, nth=0):
    start = -1
    for _ in range(nth + 1):
        start = text.index(surface, start + 1)
    return Mention(start, start + len(surface), "leader", actor, name, None, "name", "literal", True)


def voices(text, *mentions):
    return READER.read(text, divide(text), sorted(mentions))


def said(text, *mentions):
    """Return (kind, contents, speaker name) of each quote."""
    return [
        (quote.kind, [text[start:end] for start, end in quote.content], quote.speaker_name)
        for quote in voices(text, *mentions).quotes
    ]


def scared(text):
    return [text[start:end] for start, end in voices(text).scare]
