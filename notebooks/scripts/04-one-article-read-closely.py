# %% [markdown]
# # How is one article made?
#
# Of 853 words 585 are the reporter's; Xi Jinping, named 14 times, is quoted with 85 words in part and 47 in full, Abdel Fattah
# el-Sissi is named 4 times and never heard. Five of the six terms of authoritarian rule are the reporter's own and one is a
# quoted analyst's; all five of repression are the reporter's.
#
# Read was an agency report of 5 February 2022 on how Xi Jinping met guests of the Beijing Games. The text belongs to the
# agency and is not here. What was found in it is: who is named in which sentence, who speaks, which terms frame. From that
# alone the article can be read as a score.
#
# **What this cannot tell you:** anything about other articles. One reading is an example, not evidence of a pattern.

# %% [markdown]
# ## What is known of the article?

# %%
import dateline as dl

found = dl.load_features("ap-2022-02-05-xi-el-sissi")
found

# %% [markdown]
# ## Who is named, and how often?

# %%
found.mentions.by("type", "name").head(12)

# %% [markdown]
# ## Whose words are they?
#
# A source that has no proper name is left blank: its wording would be the agency's.

# %%
found.voices

# %% [markdown]
# ## Which terms frame, in whose voice, about whom?

# %%
found.hits.by("frame", "term", "voice", "target_name")

# %% [markdown]
# ## What does the article look like?

# %%
article = found.documents["document"].iloc[0]
figure = dl.plot_close_reading(found, article, title="Who is named, who speaks, and which words frame?")
figure.save("fig-04-close-reading")

# %% [markdown]
# ## Where does the machine err?
#
# The rows were read against the text by eye. Every leader is there, every country, every quotation with its speaker, and of
# all framing terms the voice. Whom a term describes is wrong or doubtful in these:

# %%
dl.known_errors(found)

# %% [markdown]
# ## Where is a sentence behind a number?
#
# Only its place: the text is not part of this copy. Whoever has the article puts the file into `seeds/`, and
# `dl.annotate(dl.load_corpus("seed"))` gives the same rows with their sentences.

# %%
found.hits.passages(frame="regime", most=4)

# %% [markdown]
# ## What is the figure made from?

# %%
figure.provenance

# %% [markdown]
# ## Exercises
#
# 1. In which sentences does the narrator use a term of the regime frame, and where a speaker?
# 2. Draw a report of the sample collection the same way: `found = dl.annotate(dl.load_corpus("summits-2022"))`, then
#    `dl.plot_close_reading(found, "2022-02-05-meridian-beijing-meetings", title="...")`. What differs?
# 3. Which leader is named and never heard?
#
# *Features: CC BY 4.0; the article itself is the agency's. Rebuild this notebook and its figure with `make figures`.*
