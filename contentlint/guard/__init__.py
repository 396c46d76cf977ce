"""What keeps strangers' input from doing harm: limits of time and place, bounded patterns, whole writes."""
