sync { default.rsync, source = "/src", target = "/trg", batchSizeLimit = 5, exitcodes = { [0] = "ok", [23] = "again" } }
