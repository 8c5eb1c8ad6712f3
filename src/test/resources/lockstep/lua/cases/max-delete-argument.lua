sync { default.rsync, source = "/src", target = "/trg", rsync = { _extra = { "--max-delete=7" } } }
