sync {
  default.rsync, source = "/src", target = "/trg",
  exclude = { "a", PATTERN, "b" },
}
