"""Schemas of front matter: JSON Schema, Zod, and which one a post has."""
