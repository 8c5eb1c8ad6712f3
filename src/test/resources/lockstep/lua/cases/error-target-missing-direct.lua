sync { default.direct, source = "/src" }
