local dir = "/src"
sync { default.rsync, source = dri, target = "/trg" }
