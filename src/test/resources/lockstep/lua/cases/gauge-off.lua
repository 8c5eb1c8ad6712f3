sync { default.rsync, source = "/src", target = "/trg", anything = 1, checkgauge = false }
