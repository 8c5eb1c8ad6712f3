sync { default.rsync, default.direkt, source = "/src", target = "/trg" }
