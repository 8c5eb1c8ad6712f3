sync { default.rsync, source = "/src", target = "/trg", onCreate = "true" }
