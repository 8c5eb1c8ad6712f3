settings {
  logfile = "/l", pidfile = "/p", statusFile = "/s", statusInterval = 0, logident = "me", logfacility = "LOCAL3",
  inotifyMode = "CloseWrite or Modify", maxProcesses = 4, maxDelays = 7, controlSocket = "/run/x.sock", "nodaemon", "insist", "onepass",
}
settings { logfile = "/l2" }
settings { statusInterval = settings("statusInterval") + 2.5 }
sync { source = "/a", target = "/b" }
sync { source = "/c", target = "/d", maxDelays = 3, maxProcesses = 2 }
