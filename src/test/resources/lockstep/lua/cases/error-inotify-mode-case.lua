settings { inotifyMode = "closewrite" }
