default.exclude = "x"
sync { default.rsync, source = "/src", target = "/trg" }
