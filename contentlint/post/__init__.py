"""A post as data: its front matter and its Markdown, every part with its exact place."""
