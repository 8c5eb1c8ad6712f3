sync { default.rsync, source = "/src", target = "/src/backup" }
