sync { rsync, source = "/src", target = "/trg" }
