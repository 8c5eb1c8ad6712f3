sync { default.rsync, source = "/src", target = "/trg", delete = false, rsync = { delete_excluded = true } }
