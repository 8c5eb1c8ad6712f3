error(("line\n"):rep(50), 0)
