# %% [markdown]
# # Where does the reading err?
#
# Countries are read with an F1 of 96.0 in agency copy and 94.1 in local news, leaders with 67.4 as scored, where the
# gold marks only some of them: 98.9 per cent of those it marks are found. Whether a place means its government is right
# in 84.1 per cent of one set of sentences and in 85.4 of another. Of quotations, indirect speech is the hardest: 33.9
# per cent of it is not found.
#
# Read were articles that others had marked by hand: agency copy of 1996 and local news for countries and leaders, single
# sentences for place or government, political news for quotations. Those texts belong to others, so only counts are here,
# by kind of error. The sentences below are from the sample collection, where errors were looked for by eye.
#
# **What this cannot tell you:** how often the reading errs in *your* texts. Marks err, too: one gold leaves out dead states,
# another knows only a list of leaders. Mark a hundred sentences of your own before you publish.

# %% [markdown]
# ## How right is the reading?
#
# Precision: how much of what is read is right. Recall: how much of what is marked is found.

# %%
import dateline as dl

agreement = dl.load_accuracy()
agreement

# %%
bars = {"label": "what", "value": "f1", "unit": "F1 in per cent"}
shown = agreement.to_frame().rename(columns={"f1_low": "low", "f1_high": "high"})
note = "Marked by others in 2,839 articles and sentences, targets by us. Dates: of the sets. Copies not looked for."
figure = dl.plot_bars(shown, **bars, title="How right is what is read?", width="double").with_note(note)
figure.save("fig-90-agreement")

# %% [markdown]
# ## Countries: what is missed and what is false, by form and by where it stands?
#
# An adjective is missed more easily than a name. Beside another capitalised word a country's name is often part of a
# longer one.

# %%
forms = dl.load_accuracy("countries", by=["set", "outcome", "gold", "read"])
print(forms.where(outcome=["missed", "false"]), end="\n\n")
dl.load_accuracy("countries", by=["topic", "circumstance", "outcome"])

# %% [markdown]
# ## Which countries cause most errors?

# %%
countries = dl.load_accuracy("countries", by=["country"]).head(15)
bars = {"label": "name", "value": "count", "unit": "namings misread"}
note = "Marked by others in 804 articles of two sets. Dates: those of the sets. Copies were not looked for."
figure = dl.plot_bars(countries, **bars, title="Which countries are misread most?").with_note(note)
figure.save("fig-90-countries")

# %% [markdown]
# ## Leaders: who is missed, and who is read but not marked?
#
# That gold was made from a list of effective leaders. A head of state or government whom the list leaves out counts as a
# false reading there though it is none: those are told apart as *not in the gold's list*.

# %%
dl.load_accuracy("leaders", by=["outcome", "circumstance"])

# %% [markdown]
# ## Place or government: which is taken for which?

# %%
print(dl.load_accuracy("reading", by=["tier", "circumstance", "outcome"]), end="\n\n")
dl.load_accuracy("reading", by=["set", "tier", "gold", "read"])

# %% [markdown]
# ## Voice and target: which quotations are found, is the speaker right, and who is described?
#
# Indirect speech has no marks to go by. A term that describes nobody is mostly given somebody all the same (*false*).

# %%
print(dl.load_accuracy("speaker", by=["outcome"]), end="\n\n")
print(dl.load_accuracy("target", by=["set", "outcome"]), end="\n\n")
dl.load_accuracy("voice", by=["tier", "gold", "read"])

# %% [markdown]
# ## Which errors did a reader find in the sample collection?
#
# They stand in `seeds/accuracy/sample-errors.csv`; what is read at each place is looked up anew, and a row that is mended
# is left out.

# %%
corpus = dl.load_corpus("summits-2022")
found = dl.annotate(corpus)
errors = dl.known_errors(found)
errors

# %% [markdown]
# ## Which sentences are these?

# %%
errors.passages(most=None)

# %% [markdown]
# ## Which names could mean several actors, and which mean nobody known?
#
# The first table says how namesakes were decided; the second lists frequent names outside `seeds/actors/`: each may be an
# actor to add.

# %%
print(dl.ambiguities(corpus).head(8), end="\n\n")
dl.unknown_names(corpus).head(8)

# %% [markdown]
# ## What does a whole article look like as it is read?
#
# Point at a name, or reach it with the tabulator key, to see whom it means and by which rule. In this one a bloc's
# capital, a judging description and an idiom are hard.

# %%
dl.show_article(found, "2022-02-05-meridian-beijing-meetings")

# %% [markdown]
# ## What is the last figure made from?

# %%
figure.provenance

# %% [markdown]
# ## Exercises
#
# 1. Read one article of `dl.show_article` against its text. Which errors does the list of known ones leave out?
# 2. Add a row to a table in `seeds/actors/` that mends a listed error, and run the notebook again.
# 3. A false reading of a country in a report of a match: for whom would it be none?
#
# *Collection and seeds: CC BY 4.0. Rebuild this notebook with `make figures`, its counts with `make accuracy`.*
