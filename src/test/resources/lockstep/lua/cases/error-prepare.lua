sync { default.rsync, source = "/src", target = "/trg", prepare = function(c) c.x.y = 1 end }
