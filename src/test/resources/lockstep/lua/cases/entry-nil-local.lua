local l
sync { l, source = "/src", target = "/trg" }
