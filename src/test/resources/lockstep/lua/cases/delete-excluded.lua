sync { default.rsync, source = "/src", target = "/trg", exclude = "x", rsync = { delete_excluded = true } }
