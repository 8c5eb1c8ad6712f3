synch { source = "/a" }
