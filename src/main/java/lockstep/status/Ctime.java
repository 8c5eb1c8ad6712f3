package lockstep.status;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/// Local time as C's `ctime` spells it, whatever the locale: `Tue Nov 3 08:00:00 2026`. The day is
/// padded with a blank.
public final class Ctime {
  private static final String DAYS = "MonTueWedThuFriSatSun";
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

  private Ctime() {}

  public static String of(Instant time, ZoneId zone) {
    var local = LocalDateTime.ofInstant(time, zone);
    int day = 3 * (local.getDayOfWeek().getValue() - 1);
    return DAYS.substring(day, day + 3) + ' ' + dayAndClock(local) + ' ' + local.getYear();
  }

  /// Without weekday and year, as syslog wants it: `Nov 3 08:00:00`.
  public static String dayAndClock(Instant time, ZoneId zone) {
    return dayAndClock(LocalDateTime.ofInstant(time, zone));
  }

  /// The time of day: `08:00:00`.
  public static String clock(Instant time, ZoneId zone) {
    return clock(LocalDateTime.ofInstant(time, zone));
  }

  private static String dayAndClock(LocalDateTime local) {
    int month = 3 * (local.getMonthValue() - 1);
    int day = local.getDayOfMonth();
    return MONTHS.substring(month, month + 3) + (day < 10 ? "  " : " ") + day + ' ' + clock(local);
  }

  // By hand: the first use of a DateTimeFormatter costs tens of milliseconds of the start.
  private static String clock(LocalDateTime local) {
    var text = new StringBuilder(8);
    appendTwo(text, local.getHour());
    appendTwo(text.append(':'), local.getMinute());
    appendTwo(text.append(':'), local.getSecond());
    return text.toString();
  }

  private static void appendTwo(StringBuilder text, int number) {
    text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }
}
