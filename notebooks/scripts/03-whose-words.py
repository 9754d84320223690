# %% [markdown]
# # In whose words is a leader authoritarian, or a friend?
#
# In its own words the state agency speaks of friendship 7.69 times per 1,000 words (95 % interval 4.82 to 10.62), the two
# others 0.47 and 0.33 times. The wire speaks of authoritarian rule 4.26 times per 1,000 of its own words (2.86 to 5.90) and
# lets others do so 10.61 times per 1,000 that it quotes; the state agency never does, neither in 3,121 words of its own nor
# in 875 quoted ones.
#
# Read was the sample collection, 80 reports by three invented outlets. "Authoritarian" can be the paper's own word;
# "ironclad friendship" is usually a host's. Counting both alike hides who speaks: here every framing term carries its voice,
# its speaker and its target, and every rate the words of that voice as its denominator.
#
# **What this cannot tell you:** how real outlets write: these three are invented to teach. Nor is the machine always right;
# read the passages.

# %% [markdown]
# ## What did we read?

# %%
import dateline as dl

corpus = dl.load_corpus("summits-2022")
corpus

# %% [markdown]
# ## Whom and what do we look for?

# %%
actors, frames = dl.load_actors(), dl.load_frames("regime", "friendship", "solidarity")
frames["friendship"]

# %% [markdown]
# ## Which term, in whose voice, by whom, about whom?
#
# A blank speaker is the outlet itself; a blank target: nobody is described, or nobody whom a rule could choose.

# %%
found = dl.annotate(corpus, actors, frames)
found.hits.by("term", "voice", "speaker_name", "target_name").head(14)

# %% [markdown]
# ## How often, and how sure?
#
# Per 1,000 words of that voice in that outlet; intervals come from resampling articles. What two outlets ran counts for both.

# %%
rates = dl.framing(found, by=["frame", "voice", "outlet"], copies="per outlet")
rates.where(frame=["friendship", "regime"], voice=["narrator", "direct"])

# %%
figure = dl.plot_framing(rates, title="In whose words is a leader authoritarian, or a friend?")
figure.save("fig-03-whose-words")

# %% [markdown]
# ## Which term stands in whose voice?

# %%
terms = found.hits.where(negated=False).by("frame", "term", "voice")
dl.plot_terms(terms, most=7, title="Which terms are the outlet's own, which others' words?").save("fig-03-terms")

# %% [markdown]
# ## Which sentences are these?

# %%
rates.passages(frame="friendship", voice="narrator", most=5)

# %% [markdown]
# ## Who frames whom?

# %%
dl.framed_dyads(found, roll_up=True).head(8)

# %% [markdown]
# ## How far apart are the voices?
#
# Narrator less direct speech, in every outlet together.

# %%
dl.framing_contrasts(found, between="voice", first="narrator", second="direct")

# %% [markdown]
# ## Does the answer hang on one term?
#
# Each term is left out in turn; the rates that change most come first.

# %%
dl.term_sensitivity(found).where(hits=lambda count: count > 2).head(8)

# %% [markdown]
# ## Does it hang on copies?
#
# Fifteen reports are reprints of others. Counted once or as often as they were printed, the rates of the collection:

# %%
every = dl.framing(found, by=["frame", "voice"], copies="all")
every.compare(dl.framing(found, by=["frame", "voice"])).where(voice=["narrator", "direct"])

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
# 4. Add a term to `seeds/frames/friendship.yml` with an example and a counter-example, and run the notebook again.
#
# *Collection and seeds: CC BY 4.0. Rebuild this notebook and its figures with `make figures`.*
