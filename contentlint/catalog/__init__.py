"""Rules and word lists as data: how they are read, checked and made ready to use."""
