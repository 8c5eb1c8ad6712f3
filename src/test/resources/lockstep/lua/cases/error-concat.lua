local dir
sync { source = "/x/" .. dir, target = "/trg" }
