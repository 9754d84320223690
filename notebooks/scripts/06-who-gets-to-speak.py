# %% [markdown]
# # Who gets to speak?
#
# Xi Jinping has 13.01 per cent of all quoted words (95 % interval 9.06 to 18.84), more than anyone else, and 31.5 per cent of
# what the state agency quotes. Of his words 73.6 per cent are told in indirect speech; an analyst such as Ilse Brandt speaks
# mostly in whole sentences between marks.
#
# Read was the sample collection, 80 reports by three invented outlets. Being quoted is a resource that outlets hand out: who
# is given words, how many, whether they are one's own words or a reporter's account of them, and whether a verb that only
# reports brings them in, or one that praises or doubts.
#
# **What this cannot tell you:** how real outlets quote: these three are invented to teach. Nor does a share say whether a
# speaker was believed. Indirect speech is found less surely than direct; read the passages.

# %% [markdown]
# ## What did we read, and what was found?

# %%
import dateline as dl

found = dl.annotate(dl.load_corpus("summits-2022"))
found

# %% [markdown]
# ## Who is quoted, and how much?
#
# A share of the quoted words, direct, mixed and indirect. Intervals come from resampling articles; gender is not guessed.

# %%
speakers = dl.speaking(found)
speakers.head(12)

# %%
bars = {"label": "name", "value": "share", "unit": "per cent of quoted words"}
figure = dl.plot_bars(speakers.head(12), **bars, title="Who gets to speak?")
figure.save("fig-06-who-speaks")

# %% [markdown]
# ## Which sentences are these?

# %%
speakers.passages(name="Olaf Scholz", most=4)

# %% [markdown]
# ## Does each outlet let the same people speak?
#
# A share of what that outlet quotes.

# %%
by_outlet = dl.speaking(found, by=["outlet", "speaker"])
by_outlet.where(name=["Xi Jinping", "Vladimir Putin", "Joe Biden"])

# %% [markdown]
# ## How much of a report is somebody else's words, and how are they told?
#
# Whoever is quoted directly speaks; whoever is reported indirectly is spoken for.

# %%
told = dl.speaking(found, by=["outlet", "kind"], of="all words")
dl.plot_speaking(told, title="How much of an outlet is quoted, and how?").save("fig-06-how-told")

# %% [markdown]
# ## And in an average report?
#
# Above a long report weighs more; here each article counts alike.

# %%
dl.speaking(found, by=["outlet"], of="words of each article")

# %% [markdown]
# ## Who speaks directly, and who is spoken for?

# %%
told_of = dl.speaking(found, by=["speaker", "kind"], within=["speaker"])
told_of.where(name=["Xi Jinping", "Joe Biden", "Ilse Brandt"])

# %% [markdown]
# ## With which verbs is each speaker brought in?
#
# "Said" only reports; "hailed" praises, "insisted" weighs, "vowed" tells what is to come. Speakers with few attributions
# are counted together.

# %%
stances = dl.stances(found, least=15)
shown = stances.where(stance=["neutral", "assertive", "emotive", "intention"])
dl.plot_speaking(shown, title="With which verbs is each speaker brought in?").save("fig-06-stances")

# %%
stances.passages(name="Xi Jinping", stance="emotive", most=4)

# %% [markdown]
# ## What is the first figure made from?

# %%
figure.provenance

# %% [markdown]
# ## Exercises
#
# 1. Who speaks in one month only? Try `dl.speaking(found, by=["month", "speaker"])`.
# 2. Count quotations instead of words, with `of="quotations"`. Who loses?
# 3. Move a verb of `seeds/voice/cues.csv` to another class, and run the notebook again. Which point moves?
#
# *Collection and seeds: CC BY 4.0. Rebuild this notebook and its figures with `make figures`.*
