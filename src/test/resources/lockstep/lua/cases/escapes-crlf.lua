sync {
  default.rsync, source = "/s\
rc", -- it's C:\q
  target = "/t\z
    rg", -- and C:\q
}
