sync {
  source = "/src"
  target = "/trg"
}
