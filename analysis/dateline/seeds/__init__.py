"""What a study starts from and argues about: actors, frames and reporting cues, read from tables and checked."""

from dateline.seeds.actors import Actor, Actors, Alias, Office, Reading, Role
from dateline.seeds.dictionaries import load_dictionary
from dateline.seeds.frame_files import load_frames
from dateline.seeds.frames import Frame, Lexicon, Term
from dateline.seeds.leads import Lead
from dateline.seeds.outlets import Outlet, Outlets, load_outlets
from dateline.seeds.register import load_actors
from dateline.seeds.seats import Seat
from dateline.seeds.voice import Cues, load_cues

__all__ = [
    "Actor", "Actors", "Alias", "Cues", "Frame", "Lead", "Lexicon", "Office", "Outlet", "Outlets", "Reading", "Role",
    "Seat", "Term", "load_actors", "load_cues", "load_dictionary", "load_frames", "load_outlets",
]  # fmt: skip
