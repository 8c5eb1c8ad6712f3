sync { default.rsync, source = "/src", target = "/trg", prepare = function(c) c.source = nil end }
