sync { default.rsync, source = "/src", target = "/trg", mykey = 1, checkgauge = { mykey = true } }
