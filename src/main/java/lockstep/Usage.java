package lockstep;

/// What `-help` prints.
final class Usage {
  private Usage() {}

  static String text() {
    return """

    USAGE:
      run a config file:
        lockstep [OPTIONS] CONFIG-FILE

      run without one:
        lockstep [OPTIONS] -rsync SOURCE TARGET [-rsync SOURCE TARGET ...]
        lockstep [OPTIONS] -rsyncssh SOURCE HOST TARGET-DIRECTORY ...
        lockstep [OPTIONS] -direct SOURCE TARGET ...

      ask about a config file, or the daemon that runs with it (otherwise with
      /etc/lsyncd/lsyncd.conf.lua; -socket PATH names any other):
        lockstep check CONFIG-FILE             say what it means, and what is wrong
        lockstep status [-json] [CONFIG-FILE]  say how the syncs stand
        lockstep wait [-timeout SECONDS] [CONFIG-FILE]
                                               return when every change made before
                                               is on the target
        lockstep resume [CONFIG-FILE]          let a halted sync go on

      compare, without a daemon and without changing anything (CONFIG-FILE may be
      left out for /etc/lsyncd/lsyncd.conf.lua; PATH, in a source or target, limits
      it; with a PATH alone that is no directory: -config CONFIG-FILE PATH):
        lockstep verify [-checksum] [-json] [[-config] CONFIG-FILE] [PATH]
                                               list what differs, as rsync -i does
        lockstep plan [-json] [[-config] CONFIG-FILE] [PATH]
                                               list what a start would do

    OPTIONS (one dash or two):
      -delay SECONDS     override the delay of every sync
      -help              print this
      -insist            start although a target cannot be opened, and keep trying
      -log all           log everything
      -log scarce        log only warnings and errors
      -log CATEGORY      log this category too: Exec, Delay, Inotify, Filter, ...
      -logfile FILE      log to this file (otherwise to syslog)
      -monitor NAME      watch by inotify or portable (for -rsync, -direct)
      -nodaemon          stay in the foreground and log to the terminal
      -onepass           compare once, then exit
      -pidfile FILE      write the daemon's process id to this file
      -version           print the version

    EXIT STATUS:
      255  an error; the message is on standard error
      143  ended by TERM
      130  ended by INT
      0    otherwise; without -nodaemon only when the daemon is watching
      status: 0 if the daemon answered, 3 if there is none, 255 if it does not
              answer or may not be asked
      verify, plan: 0 if nothing differs, 1 if something does
      wait:   0 in step, 1 not possible (the paths are listed), 2 the time is over,
              255 no daemon

    """;
  }
}
