sync { source = "/src", target = "rsync://host/mod" }
