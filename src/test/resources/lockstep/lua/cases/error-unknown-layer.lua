sync { default.rsnc, source = "/src", target = "/trg" }
