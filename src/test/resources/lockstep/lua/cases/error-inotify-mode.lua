settings { inotifyMode = "Foo" }
