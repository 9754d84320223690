"""Words beside words: concordance, collocates, keywords, dispersion."""
