sync { source = "/src", target = "/trg", onCreate = "cp ^sourcePathname ^targetPathname" }
