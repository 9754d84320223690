"""What a notebook shows beside figures: an article with everything that was found in it marked."""

from dateline.viewers.article import ArticleView, show_article

__all__ = ["ArticleView", "show_article"]
