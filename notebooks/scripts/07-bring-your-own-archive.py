# %% [markdown]
# # What can be asked of an archive of your own?
#
# Three files as archives export them hold 19 articles of 2,071 words, of which 6 are copies of 5 others. Counted once, Vladimir
# Putin is named in 46.2 per cent of 13 reports; with every copy counted, in 52.6 per cent of 19. In 2 places a file could not be
# read as it stands, and 82 words of bylines, credits and pointers are in no count.
#
# The files are of our own making: a text file in the manner of Nexis, a page in the manner of Factiva, a table of clippings. The
# events of early 2022 are real; the outlets and their sentences are not. Put the path of your own folder in place of the name.
#
# **What this cannot tell you:** anything about the press. 19 articles are enough to show every step, and too few to find
# anything: look at how wide the intervals are.

# %% [markdown]
# ## What came out of the files?
#
# Each file is known by what it holds, not by its name. Nothing is guessed: a date that could be two days stays empty.

# %%
import pandas as pd

import dateline as dl

corpus = dl.load_corpus("own-archive", problems="keep")
corpus

# %% [markdown]
# ## What could not be read as it stands, and which outlets does nobody know?
#
# Read this table first. Each row names the file and the place in it; unknown outlets stand at the end, with a guess at what was meant.

# %%
corpus.report()

# %% [markdown]
# ## Whose papers are these?
#
# A table of your own is laid over the registry: new papers, and another spelling of a known one.

# %%
papers = pd.DataFrame({"name": ["Dale Sun", "The Valley Post", "Harbour Courier"], "type": "newspaper"})
papers["country"] = ["GBR", "GBR", "SGP"]
papers["aliases"] = ["", "", "Harbor Courier"]
corpus = dl.load_corpus("own-archive", outlets=papers, problems="keep")
corpus.to_frame()[["id", "outlet", "agency", "date", "dateline", "byline"]].head(6)

# %% [markdown]
# ## What is in the text and no part of the report?
#
# Rules in `seeds/wire/furniture.csv` mark it. It stays in the text; no name, quotation or word in it is counted.

# %%
corpus.furniture()

# %% [markdown]
# ## Who ran whose story?

# %%
copies = dl.copy_clusters(corpus)
copies

# %% [markdown]
# ## How did a story spread?
#
# The origin is likely, not known: an agency's story that no file holds leaves the first paper that ran it as the origin. What has no
# day stands beside the days, hollow.

# %%
figure = dl.plot_spread(copies, title="How did a story spread?")
figure.save("fig-07-spread")

# %% [markdown]
# ## When did each outlet report?

# %%
figure = dl.plot_coverage(corpus, title="When did each outlet report?")
figure.save("fig-07-coverage")

# %% [markdown]
# ## Who is named, when every story counts once?
#
# From here on everything is as in the other notebooks.

# %%
found = dl.annotate(corpus, frames=dl.load_frames("friendship", "regime"))
once = dl.naming(found, of="leader")
bars = {"label": "name", "value": "share", "unit": "per cent of articles"}
figure = dl.plot_bars(once, **bars, title="Whom does the archive name?")
figure.save("fig-07-leaders-named")

# %% [markdown]
# ## What would change if every copy counted?
#
# More articles, and no more evidence: copies are drawn together, so the interval grows. Each number stands beside the other's.

# %%
every = dl.naming(found, of="leader", copies="all")
once.compare(every, "share", "low", "high", "of").head(4)

# %% [markdown]
# ## In whose words is it friendship, or authoritarian rule?
#
# Per 1,000 words of that voice, copies once.

# %%
rates = dl.framing(found, by=["frame", "voice"])
rates

# %% [markdown]
# ## Which sentences are these?

# %%
rates.passages(frame="friendship", most=4)

# %% [markdown]
# ## What is the last figure made from?

# %%
figure.provenance

# %% [markdown]
# ## Exercises
#
# 1. Replace `"own-archive"` by `Path("my-folder")`. How many rows has the report, and can you mend the files?
# 2. Give the date of the clipping that has none in the table, and run it again. What moves?
# 3. Write a row for a pointer of your own paper in `seeds/wire/furniture.csv`. Which words are no longer counted?
#
# *Collection and seeds: CC BY 4.0. Rebuild this notebook and its figures with `make figures`.*
