sync { default.somethingelse, source = "/src", target = "/trg" }
