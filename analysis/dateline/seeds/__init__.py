"""What a study starts from and argues about: actors, frames and reporting cues, read from tables and checked."""

from dateline.seeds.actors import Actor, Actors, Alias, Office, Reading
from dateline.seeds.frames import Frame, Lexicon, Term, load_frames
from dateline.seeds.leads import Lead, load_leads
from dateline.seeds.outlets import Outlet, Outlets, load_outlets
from dateline.seeds.register import load_actors
from dateline.seeds.voice import Cues, load_cues

__all__ = [
    "Actor", "Actors", "Alias", "Cues", "Frame", "Lead", "Lexicon", "Office", "Outlet", "Outlets", "Reading", "Term",
    "load_actors", "load_cues", "load_frames", "load_leads", "load_outlets",
]  # fmt: skip
