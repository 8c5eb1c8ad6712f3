package lockstep.lua;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;

/// Numbers as text, as Lua and C's `printf` write them; luaj's own way passes through a `float`.
final class Numerals {
  /// Up to here every integer is a `double` of its own.
  private static final double LARGEST_INTEGER = 1L << 53;

  private static final int LUA_DIGITS = 14; // LUAI_NUMFFORMAT is "%.14g"

  private Numerals() {}

  static LuaString string(LuaNumber number) {
    return Chunks.string(
        number instanceof LuaDouble ? text(number.todouble()) : number.tojstring());
  }

  /// As `tostring` does: integers with all their digits, anything else as `%.14g`.
  static String text(double number) {
    if (number == Math.rint(number) && Math.abs(number) <= LARGEST_INTEGER) {
      return Long.toString((long) number);
    }
    return general(number, LUA_DIGITS, false);
  }

  /// C's words for what has no digits.
  private static String special(double number) {
    if (Double.isNaN(number)) {
      return "nan";
    }
    return number > 0 ? "inf" : "-inf";
  }

  private static boolean isFinite(double number) {
    return !Double.isNaN(number) && !Double.isInfinite(number);
  }

  private static String sign(double number) {
    return Double.doubleToRawLongBits(number) < 0 ? "-" : "";
  }

  /// C's `%.Nf`.
  static String fixed(double number, int decimals) {
    if (!isFinite(number)) {
      return special(number);
    }
    return sign(number)
        + new BigDecimal(Math.abs(number))
            .setScale(decimals, RoundingMode.HALF_EVEN)
            .toPlainString();
  }

  /// C's `%.Ne`.
  static String scientific(double number, int decimals) {
    return isFinite(number) ? scientific(number, decimals, false) : special(number);
  }

  private static String scientific(double number, int decimals, boolean trim) {
    var rounded =
        new BigDecimal(Math.abs(number))
            .round(new MathContext(decimals + 1, RoundingMode.HALF_EVEN));
    int exponent = rounded.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
    var mantissa = rounded.movePointLeft(exponent).setScale(decimals, RoundingMode.HALF_EVEN);
    String digits = (trim ? strip(mantissa) : mantissa).toPlainString();
    return sign(number)
        + digits
        + (exponent < 0 ? "e-" : "e+")
        + (Math.abs(exponent) < 10 ? "0" : "")
        + Math.abs(exponent);
  }

  /// C's `%.Ng`.
  ///
  /// @param alternate as `%#.Ng`: trailing zeros stay
  static String general(double number, int digits, boolean alternate) {
    if (!isFinite(number)) {
      return special(number);
    }
    int precision = Math.max(digits, 1);
    if (number == 0) {
      return sign(number) + "0";
    }
    var rounded =
        new BigDecimal(Math.abs(number)).round(new MathContext(precision, RoundingMode.HALF_EVEN));
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent < -4 || exponent >= precision) {
      return scientific(number, precision - 1, !alternate);
    }
    var plain = alternate ? rounded.setScale(precision - 1 - exponent) : strip(rounded);
    return sign(number) + plain.toPlainString();
  }

  private static BigDecimal strip(BigDecimal number) {
    var stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
