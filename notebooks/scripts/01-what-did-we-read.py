# %% [markdown]
# # What did we read?
#
# Read were 80 reports of 22,657 words by three invented outlets, 15 of them copies of another. Of the 65 that are not, Xi
# Jinping is named in 53.8 per cent, Vladimir Putin in 38.5 and Joe Biden in 26.2.
#
# They are the sample collection that ships with Dateline: on the diplomacy of 2022, written for teaching, each outlet with
# a house voice of its own. A collection is an argument before anything is counted: which outlets, which
# weeks, who is in view at all.
#
# **What this cannot tell you:** how real outlets wrote. The events are real; the outlets and their words are not.

# %% [markdown]
# ## What is in the collection?

# %%
import dateline as dl

corpus = dl.load_corpus("summits-2022")
corpus

# %% [markdown]
# ## When did each outlet report?

# %%
figure = dl.plot_coverage(corpus, title="When did each outlet report?")
figure.save("fig-01-coverage")

# %% [markdown]
# ## Whom and what do we look for?
#
# Names, titles and dates in office come from `seeds/actors/`, framing terms from `seeds/frames/`: tables to argue with.

# %%
actors, frames = dl.load_actors(), dl.load_frames()
print(actors, frames, sep="\n")

# %% [markdown]
# ## What was found?

# %%
found = dl.annotate(corpus, actors, frames)
found

# %% [markdown]
# ## Which leaders are named most?
#
# The unit is the article: a leader named ten times in one report counts once.

# %%
leaders = dl.naming(found, of="leader")
leaders.head(13)

# %%
bars = {"label": "name", "value": "share", "unit": "per cent of articles"}
figure = dl.plot_bars(leaders.head(13), **bars, title="Whom do the reports name?")
figure.save("fig-01-leaders-named")

# %% [markdown]
# ## How is one leader written?
#
# One person, several spellings: every row leads back to its report.

# %%
dl.concordance(corpus, "sis*", width=45, sort=("node", "right")).head(8)

# %% [markdown]
# ## Which words set the state agency apart from the wire?
#
# Log-likelihood says how surprising a difference is, the log ratio how large. The first word is the agency's own
# signature; the rest are its vocabulary.

# %%
wire, agency = (corpus.subset(outlet=name) for name in ("Meridian Press", "Huaxin Daily Service"))
dl.keyness(agency, against=wire).head(12)

# %% [markdown]
# ## What is the last figure made from?

# %%
figure.provenance

# %% [markdown]
# ## Exercises
#
# 1. Replace `"summits-2022"` by a folder of your own articles and run everything again. What did the card leave out?
# 2. Who is named in one outlet only? Try `dl.naming(found, over="outlet")`.
# 3. Guess from the bars who shares most sentences with whom, and look it up in notebook 02.
#
# *Collection and seeds: CC BY 4.0. Rebuild this notebook and its figures with `make figures`.*
