"""Plain text: places in it, sentences, numbers and what they measure. Knows nothing of Markdown."""
