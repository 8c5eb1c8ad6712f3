sync { default.rsync, source = "/src", target = "/trg", rsync = { _extra = { "--fuzzy" } } }
