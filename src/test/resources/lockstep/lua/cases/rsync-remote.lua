sync { default.rsync, source = "/src", target = "host:/dir" }
