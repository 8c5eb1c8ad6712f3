snyc{ source="/a" }
