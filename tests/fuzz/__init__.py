"""What strangers can write, made at random: no part of the tool may crash, hang or name a wrong place for it."""
