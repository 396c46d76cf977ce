"""What of a post can be counted, measured or held against another: for checks that rules are made of."""
