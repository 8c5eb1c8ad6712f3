local x
sync { source = x.y, target = "/trg" }
