sync { default.rsyncssh, source = "/src", host = "h", targetdir = "/d", xargs = {} }
