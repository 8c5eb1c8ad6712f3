sync { default.rsync, source = "/src", target = "/trg", rsync = { bwlimt = 5 } }
