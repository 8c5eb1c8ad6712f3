sync { source = "/src", target = "/trg", exclude = { ".svn", "*.tmp" }, filter = { "+ /keep", "- /drop" } }
