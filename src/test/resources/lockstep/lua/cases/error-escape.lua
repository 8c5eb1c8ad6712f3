sync {
  default.rsync, source = "/src", target = "/trg",
  exclude = "\.tmp",
}
