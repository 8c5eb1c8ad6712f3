package lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The built program as a daemon, told as shell scripts: what each prints is compared. The scripts
/// run in a directory with a configuration of one sync, from `src` to `trg`.
class BackgroundIT {
  private static final String CONFIGURATION =
      """
      settings { pidfile = "HERE/pid", logfile = "HERE/log" }
      sync { default.rsync, source = "HERE/src", target = "HERE/trg", delay = 0 }
      """;

  private Sandbox sandbox;

  @BeforeEach
  void create() throws IOException {
    sandbox = Sandbox.create();
    Files.createDirectory(sandbox.directory().resolve("src"));
    Files.createDirectory(sandbox.directory().resolve("trg"));
    String here = sandbox.directory().toString();
    Files.writeString(sandbox.directory().resolve("conf.lua"), CONFIGURATION.replace("HERE", here));
  }

  @AfterEach
  void close() throws IOException {
    if (sandbox != null) {
      sandbox.close();
    }
  }

  @Test
  void theParentEndsWhenTheDaemonWatches() throws Exception {
    assertEquals(
        """
        parent 0
        Normal: --- Startup, daemonizing ---
        cwd /
        terminal /dev/null /dev/null /dev/null
        session its own
        socket srw-------
        wait 0
        arrived
        after TERM: no pid file, no socket
        """,
        story(
            """
            $L conf.lua > out || exit; echo parent $?
            cut -d' ' -f2- out
            pid=$(cat pid)
            echo cwd $(readlink /proc/$pid/cwd)
            echo terminal $(readlink /proc/$pid/fd/0 /proc/$pid/fd/1 /proc/$pid/fd/2)
            [ $(ps -o sid= -p $pid) = $pid ] && echo session its own
            echo socket $(stat -c %A /run/lockstep/conf.lua-*)
            echo x > src/file
            $L wait -timeout 60 conf.lua; echo wait $?
            [ -e trg/file ] && echo arrived
            kill $pid
            while [ -e /proc/$pid ]; do sleep 0.05; done
            [ ! -e pid ] && ! ls /run/lockstep/conf.lua-* 2> /dev/null && echo after TERM: no pid file, no socket
            """));
  }

  @Test
  void theDaemonsErrorIsTheParents() throws Exception {
    assertEquals(
        """
        Error: Cannot lock pidfile; 'HERE/pid': another daemon holds it
        status 255
        """,
        story(
            """
            $L conf.lua > /dev/null || exit
            cp conf.lua other.lua
            $L other.lua 2>&1 > /dev/null; echo status $?
            kill $(cat pid)
            """));
  }

  @Test
  void aSecondDaemonOfTheSameConfigurationIsRefused() throws Exception {
    assertEquals(
        """
        another Lockstep runs with this configuration
        status 255
        the first one is there
        """,
        story(
            """
            $L conf.lua > /dev/null || exit
            $L -pidfile other conf.lua 2> err > /dev/null; status=$?
            grep -o 'another Lockstep runs with this configuration' err; echo status $status
            kill -0 $(cat pid) && echo the first one is there
            kill $(cat pid)
            """));
  }

  @Test
  void theLogIsRotatedByRenaming() throws Exception {
    assertEquals(
        """
        log.1 --- Startup, daemonizing ---
        log --- HUP signal, resetting ---
        log --- TERM signal, fading ---
        """,
        story(
            """
            $L conf.lua > /dev/null || exit
            pid=$(cat pid)
            mv log log.1
            kill -HUP $pid
            while ! grep -qs HUP log; do sleep 0.05; done
            kill $pid
            while [ -e /proc/$pid ]; do sleep 0.05; done
            grep -o -e '--- .* ---' log.1 | sed 's/^/log.1 /'
            grep -o -e '--- .* ---' log | sed 's/^/log /'
            """));
  }

  @Test
  void aTargetThatCannotBeOpenedEndsTheStart() throws Exception {
    assertEquals(
        """
        Error: Sync2 cannot start: mkdir HERE/none/trg: ENOENT (No such file or directory)
        Temporary or permanent failure on startup of HERE/src/ -> HERE/none/trg/. \
        Terminating since "insist" is not set.
        status 255
        the reason is in the log
        nothing is written
        """,
        story(
            """
            echo x > src/file
            sed "/^sync/{p;s|$PWD/trg|$PWD/none/trg|}" conf.lua > two.lua
            $L two.lua 2>&1 > /dev/null; echo status $?
            grep -q 'Error: Sync2 cannot start: mkdir' log && echo the reason is in the log
            [ -e trg/file ] || echo nothing is written
            """));
  }

  @Test
  void anInsistingDaemonStartsAllTheSameAndTriesAgain() throws Exception {
    assertEquals(
        """
        parent 0
        arrived
        """,
        story(
            """
            echo x > src/file
            sed -i "s|$PWD/trg|$PWD/none/trg|" conf.lua
            $L -insist conf.lua > /dev/null; echo parent $?
            mkdir none
            $L wait -timeout 60 conf.lua > /dev/null
            while [ ! -e none/trg/file ]; do sleep 0.05; done; echo arrived
            kill $(cat pid)
            """));
  }

  @Test
  void aFullPipeHoldsUpNothing() throws Exception {
    assertEquals(
        """
        wait 0
        arrived
        143
        """,
        story(
            """
            mkfifo pipe; sleep 1000 < pipe & reader=$!
            $L -nodaemon -log all conf.lua > pipe 2>&1 & daemon=$!
            until [ -e trg/f3000 ]; do
                i=0; while [ $i -lt 3000 ]; do i=$((i+1)); : > src/f$i; done
                sleep 0.1
            done
            $L wait -timeout 60 conf.lua; echo wait $?
            echo arrived
            kill $daemon; wait $daemon; echo $?
            kill $reader
            """));
  }

  @Test
  void aFifoIsNoLogFile() throws Exception {
    assertEquals(
        """
        Error: Cannot open logfile [HERE/log]! it is a FIFO or a socket, not a file
        status 255
        """,
        story("mkfifo log; $L conf.lua 2>&1 > /dev/null; echo status $?"));
  }

  @Test
  void standardOutputByItsNameIsALogFile() throws Exception {
    assertEquals(
        "2\n",
        story(
            """
            $L -nodaemon -onepass -logfile /dev/stdout conf.lua | grep -c 'Startup ---'
            """));
  }

  @Test
  void hangingUpReloadsThoughItWasIgnored() throws Exception {
    assertEquals(
        "The configuration is taken up: kept Sync1\n",
        story(
            """
            nohup $L conf.lua > /dev/null 2>&1 || exit
            kill -HUP $(cat pid)
            while ! grep -qs 'taken up' log; do sleep 0.05; done
            grep -o 'The configuration is taken up.*' log
            kill $(cat pid)
            """));
  }

  @Test
  void whereNoneIsNamedOnlyTheUsualOneIsAsked() throws Exception {
    assertEquals(
        """
        Error: no Lockstep is running with /etc/lsyncd/lsyncd.conf.lua
        These are running; name the one that is meant:
          lockstep wait HERE/conf.lua
        wait 255
        status 3
        wait 255
        """,
        story(
            """
            $L conf.lua > /dev/null || exit
            $L wait 2>&1; echo wait $?
            $L status 2> /dev/null; echo status $?
            kill -STOP $(cat pid)
            $L wait conf.lua 2> /dev/null; echo wait $?
            kill -CONT $(cat pid)
            kill $(cat pid)
            """));
  }

  @Test
  void aLogInsideTheSourceIsWarnedOfAndLeadsToNothing() throws Exception {
    assertEquals(
        """
        Warn: HERE/conf.lua:2: the log file HERE/src/log lies inside the source HERE/src, \
        and is not copied
        file
        """,
        story(
            """
            sed -i "s|$PWD/log|$PWD/src/log|" conf.lua
            $L -log all conf.lua 2>&1 > /dev/null | grep 'lies inside'
            echo x > src/file
            $L wait -timeout 60 conf.lua
            ls trg
            kill $(cat pid)
            """));
  }

  private String story(String script) throws Exception {
    String here = sandbox.directory().toString();
    String text = "cd '%s' || exit\nL='%s'\n%s".formatted(here, Sandbox.lockstep(), script);
    return sandbox.run("sh", "-c", text).text().replace(here, "HERE");
  }
}
