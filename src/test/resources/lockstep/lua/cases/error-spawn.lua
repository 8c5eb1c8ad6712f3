spawn(nil, "/bin/true")
