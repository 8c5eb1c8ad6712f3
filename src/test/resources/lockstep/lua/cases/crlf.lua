settings {
 nodaemon = true,
}
sync { default.rsync, source = "/src", target = "/trg" }
