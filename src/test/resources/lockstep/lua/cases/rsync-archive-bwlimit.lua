sync { default.rsync, source = "/src", target = "/trg", rsync = { _extra = { "--bwlimit=9" }, archive = true, bwlimit = 5 } }
