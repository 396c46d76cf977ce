AUTHOR = "a"
SITENAME = "s"
import os

SITEURL = os.environ.get("SITEURL", "https://x.org/blog")
PATH = "content"
ARTICLE_URL = "posts/{slug}/"
ARTICLE_SAVE_AS = "posts/{slug}/index.html"
