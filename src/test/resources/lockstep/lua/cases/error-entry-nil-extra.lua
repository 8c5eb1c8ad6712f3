local options = { _extra = { EXTRA } }
sync { default.rsync, source = "/src", target = "/trg", rsync = options }
