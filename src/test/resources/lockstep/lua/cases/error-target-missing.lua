
sync { default.rsync, source = "/src" }
