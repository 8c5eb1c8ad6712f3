sync { default.rsync, source = "/src", target = "/trg", prepare = function(c) c.delay = {} end }
