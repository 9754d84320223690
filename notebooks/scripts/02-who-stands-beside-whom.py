# %% [markdown]
# # Who stands beside whom?
#
# Vladimir Putin and Xi Jinping share a sentence in 7 of 65 articles, more often than any other of 86 pairs, and Xi stands in
# the middle: his ties weigh 45, Putin's 26 and Joe Biden's 14. The same three lead by sentence, paragraph and article.
# Articles drawn anew put the first tie anywhere between 2 and 12; of 250 pairs of countries only India and South Africa share
# more sentences than chance would give them.
#
# Read was the sample collection, 80 reports by three invented outlets. Two leaders who share a sentence are put beside each
# other by the reporter, whatever they think of it; a tie weighs as many articles as put them there.
#
# **What this cannot tell you:** whether two leaders agree. Enemies share sentences, too: see notebook 03.

# %% [markdown]
# ## What did we read, and whom did we find?

# %%
import dateline as dl

found = dl.annotate(dl.load_corpus("summits-2022"))
found

# %% [markdown]
# ## Which leaders share a sentence?

# %%
pairs = dl.cooccurrences(found, of="leader", within="sentence")
network = dl.Network(pairs)
figure = dl.plot_network(network, title="Which leaders share a sentence?")
figure.save("fig-02-leaders")

# %% [markdown]
# ## Who is in the middle, and how surely?
#
# Articles are drawn anew, a thousand times: `low` to `high` holds the strength in 95 of 100 draws, `rank_low` to `rank_high` the rank.

# %%
dl.centrality_intervals(network).head(16)

# %% [markdown]
# ## Pair by pair, who stands beside whom?

# %%
central = set(network.top("strength", 16).table["actor"])
among = pairs.where(a=central.__contains__, b=central.__contains__)
dl.plot_matrix(among, title="Which of the sixteen share a sentence?").save("fig-02-pairs")

# %% [markdown]
# ## What is behind each tie?
#
# Choose a circle, a line or a row of the tables, by mouse or by tabulator and Enter: the sentences behind it open.
# `view.save("network.html")` writes the same page as one file.

# %%
view = dl.show_network(network, title="Which leaders share a sentence?", evidence=2)
view

# %% [markdown]
# ## How sure are the ties?
#
# `held` is the share of draws in which the tie exists at all.

# %%
dl.edge_intervals(network).head(6)

# %% [markdown]
# ## Which ties between countries are more than chance would make?
#
# A leader counts for the country here (`roll_up=True`). Chance keeps how many sentences name each country, and how many
# countries each sentence names; all else is dealt out at random. In a collection this small almost every tie can be had by
# chance.

# %%
countries = dl.Network(dl.cooccurrences(found, of="country", roll_up=True))
sure = countries.backbone()
sure.cooccurrences

# %% [markdown]
# ## Which ties between countries outweigh their other ties?
#
# The disparity filter asks less of the same ties: it keeps one that is heavy beside the other ties of one of its two ends. It
# thins a drawing out; it proves nothing.

# %%
backbone = countries.backbone(alpha=0.1, test="disparity")
figure = dl.plot_network(backbone, title="Which ties between countries outweigh their other ties?")
figure.save("fig-02-countries")

# %% [markdown]
# ## Which frames lie on a tie, in whose voice?
#
# `load` is the terms in a hundred sentences that the two share; hardly a row is sure, as its limits say.

# %%
dl.framed_edges(found, of="country", roll_up=True).head(8)

# %% [markdown]
# ## How would one write it up?

# %%
print(sure.methods())

# %% [markdown]
# ## Does the window change the answer?
#
# The window is a choice. Printed are the three strongest under each; if they are the same, the choice matters little.

# %%
for window in ("sentence", "paragraph", "article"):
    strongest = dl.Network(dl.cooccurrences(found, within=window)).top("strength", 3)
    print(window, *strongest.table["name"], sep=", ")

# %% [markdown]
# ## What is the last figure made from?

# %%
figure.provenance

# %% [markdown]
# ## Exercises
#
# 1. Take one outlet only: `dl.load_corpus("summits-2022").subset(outlet="Huaxin Daily Service")`. Who moves to the middle?
# 2. Raise `alpha` of the backbone to 0.3. Which ties come in, and would you report them?
# 3. Read five passages behind the heaviest tie. In how many do the two really meet?
#
# *Collection and seeds: CC BY 4.0. Rebuild this notebook and its figures with `make figures`.*
