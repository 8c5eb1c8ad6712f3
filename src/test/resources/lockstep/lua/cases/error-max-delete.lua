sync { default.rsync, source = "/src", target = "/trg", maxDelete = "half" }
