"""A run: configuration, the disk, git, processes, and what becomes of findings."""
