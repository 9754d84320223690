# %% [markdown]
# # In whose words is a leader authoritarian, or a friend?
#
# In its own words the state agency speaks of friendship 7.54 times per 1,000 words (95 % interval 4.76 to 10.42), the two
# others 0.47 and 0.33 times: they leave it to those they quote. The wire speaks of authoritarian rule 4.09 times per 1,000 of
# its own words (2.65 to 5.73) and lets others do so 10.61 times per 1,000 that it quotes; the state agency does not, neither
# in 3,183 words of its own nor in 875 quoted whole.
#
# Read was the sample collection, 80 reports by three invented outlets. Counting all terms alike hides who speaks: here every
# framing term carries its voice, its speaker and its target, and every rate the words of that voice as its denominator.
#
# **What this cannot tell you:** how real outlets write: these three are invented to teach. Nor is the machine always right,
# least of all about whom a term describes; read the passages.

# %% [markdown]
# ## What did we read?

# %%
import dateline as dl

corpus = dl.load_corpus("summits-2022")
corpus

# %% [markdown]
# ## Whom and what do we look for?

# %%
actors, frames = dl.load_actors(), dl.load_frames("regime", "friendship")
frames["friendship"]

# %% [markdown]
# ## Which term, in whose voice, by whom, about whom?
#
# Of a term that describes two, the first is shown. A blank speaker is the outlet itself; a blank target: nobody is described,
# or nobody whom a rule could choose. Copies are counted as they stand.

# %%
found = dl.annotate(corpus, actors, frames)
hits = found.hits.where(negated=False)
hits.by("term", "voice", "speaker_name", "target_name").head(14)

# %% [markdown]
# ## How often, and how sure?
#
# Per 1,000 words of that voice in that outlet; intervals come from resampling articles. What two outlets ran counts for both.

# %%
rates = dl.framing(found, by=["frame", "voice", "outlet"], copies="per outlet")
print(rates.where(voice=["narrator", "direct"]), end="\n\n")
figure = dl.plot_framing(rates, title="In whose words is a leader authoritarian, or a friend?")
figure.save("fig-03-whose-words")

# %% [markdown]
# ## Which term stands in whose voice?
#
# Counts, not rates: an outlet that quotes much has more room on the right.

# %%
terms = dl.framing(found, by=["frame", "term", "voice", "outlet"], copies="per outlet")
title = "Which terms are the outlet's own, which others' words?"
dl.plot_terms(terms, panels="outlet", most=6, title=title).save("fig-03-terms")

# %% [markdown]
# ## Who is called authoritarian, and in whose words?
#
# The target is the weakest of what is read: against the key of this collection and against marks in other news see
# [notebook 90](90-where-the-reading-errs.ipynb).

# %%
hits.where(frame="regime").by("outlet", "voice", "target_name").head(10)

# %% [markdown]
# ## Which sentences are these?

# %%
rates.passages(frame="regime", voice="narrator", most=5)

# %% [markdown]
# ## Who frames whom?
#
# The narrator is the three outlets together.

# %%
dl.framed_dyads(found, roll_up=True).head(8)

# %% [markdown]
# ## How far apart are the voices?
#
# Narrator less direct speech, in each outlet.

# %%
dl.framing_contrasts(
    found, between="voice", first="narrator", second="direct", by=["frame", "outlet"], copies="per outlet"
)

# %% [markdown]
# ## Does the answer hang on who counts as described?
#
# In place of the rules that read a target, only terms near a leader's name count: in the same sentence, or so many words
# from it.

# %%
dl.window_sensitivity(found).where(voice=["narrator", "direct"])

# %% [markdown]
# ## Does it hang on one term, or on copies?
#
# Each term is left out in turn; the rates that change most come first. Then, since fifteen reports are reprints of others, the
# rates counted once or as often as they were printed.

# %%
print(dl.term_sensitivity(found).where(hits=lambda count: count > 2).head(8), end="\n\n")
dl.copy_sensitivity(dl.framing, found, by=["frame", "voice"]).where(voice=["narrator", "direct"])

# %% [markdown]
# ## What is the figure of rates made from?

# %%
figure.provenance

# %% [markdown]
# ## Exercises
#
# 1. Read ten passages of `regime` in a direct voice. Who speaks, and would the outlet agree?
# 2. Take out the term that occurs most. Does the figure still say the same?
# 3. The collection has a key, marked by a reader: `dl.load_key("summits-2022")`. Where does the machine err?
# 4. Write a term of your own into a file, lay it over these with `dl.load_frames(add="my-frame.yml")`, and run the notebook again.
#
# *Collection and seeds: CC BY 4.0. Rebuild this notebook and its figures with `make figures`.*
