local t = {} t[1] = t
sync { default.rsync, source = "/src", target = "/trg", exclude = t }
