local t = "a\z
  b\
c\q"
sync { default.rsync, source = "/src", target = "/trg" }
