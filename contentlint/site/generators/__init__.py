"""How each generator makes addresses of files: one module or two per generator, found by `detect`."""
