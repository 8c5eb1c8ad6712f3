settings {
  logfile = "lsyncd.log"
}
