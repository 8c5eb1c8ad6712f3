sync { default.direct, source = "/src", target = "/trg" }
