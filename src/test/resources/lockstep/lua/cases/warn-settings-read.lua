local x = settings("logfle")
sync { default.rsync, source = "/src", target = "/trg" }
