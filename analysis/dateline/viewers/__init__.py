"""What a notebook shows beside figures: an article with everything that was found in it marked."""

from dateline.viewers.article import ArticleView, show_article
from dateline.viewers.network import NetworkView, show_network

__all__ = ["ArticleView", "NetworkView", "show_article", "show_network"]
