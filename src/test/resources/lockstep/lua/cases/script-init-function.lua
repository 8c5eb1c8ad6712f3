sync { default.rsync, source = "/src", target = "/trg", init = function(event) end }
