local t = { source = "/a" }
t.t = t
sync { t }
