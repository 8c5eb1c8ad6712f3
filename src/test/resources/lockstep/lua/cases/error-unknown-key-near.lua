
sync {
  default.rsync,
  soruce = "/src",
  target = "/trg",
}
