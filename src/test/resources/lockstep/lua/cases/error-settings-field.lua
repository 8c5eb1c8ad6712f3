settings.logfile = "/l"
