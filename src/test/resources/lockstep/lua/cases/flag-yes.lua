sync { source = "/src", target = "/trg", rsync = { xattrs = "yes", sparse = 1 } }
