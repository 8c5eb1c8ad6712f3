default = {}
sync { default.rsync, source = "/src", target = "/trg" }
