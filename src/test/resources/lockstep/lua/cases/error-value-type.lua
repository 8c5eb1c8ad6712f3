sync { source = "/src", target = "/trg", rsync = { bwlimit = {} } }
