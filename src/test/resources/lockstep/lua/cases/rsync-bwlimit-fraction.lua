sync { default.rsync, source = "/src", target = "/trg", rsync = { bwlimit = 1.5 } }
