"""Reading what sites are made of without building them: configurations, front matter, headings and their ids."""
