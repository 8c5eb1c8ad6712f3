sync { default.rsyncssh, source = "/src", targetdir = "/d" }
