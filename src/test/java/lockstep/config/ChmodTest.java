package lockstep.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What rsync 3.5.0 makes of the same files and directories.
final class ChmodTest {
  @ParameterizedTest
  @CsvSource({
    // the change, and then what becomes of 644, 7751, 4777 and 0, and of directories of 7777 and
    // 500
    "u=,    44 7051 4077 0, 7077 0",
    "u=x,   144 7151 4177 100, 7177 100",
    "g=s,   2604 7701 6707 2000, 7707 2500",
    "u=s,   4044 7051 4077 4000, 7077 4000",
    "o=t,   1640 7750 5770 1000, 7770 1500",
    "=t,    1000 7000 5000 1000, 7000 1000",
    "a=t,   1000 1000 1000 1000, 1000 1000",
    "+s,    4644 7751 4777 4000, 7777 4500",
    "a+s,   6644 7751 6777 6000, 7777 6500",
    "o+s,   4644 7751 4777 4000, 7777 4500",
    "u-s,   644 3751 777 0, 3777 500",
    "=w,    200 7200 4200 200, 7200 200",
    "+w,    644 7751 4777 200, 7777 700",
    "+X,    644 7751 4777 0, 7777 511",
    "a-X,   644 7640 4666 0, 7666 400",
    "g=u,   664 5771 4777 0, 5777 550",
    "u=g,   444 3551 777 0, 3777 0",
    "o=g,   644 6755 4777 0, 6777 500",
    "g-o,   604 7741 4707 0, 7707 500",
    "a=u,   666 777 777 0, 777 555",
    "=u,    644 755 755 0, 755 555",
    "+u,    644 7755 4777 0, 7777 555",
    "u=rt,  1444 3451 1477 1400, 3477 1400",
    "og=rs, 2644 7744 6744 2044, 7744 2544",
    "7,     7 7 7 7, 7 7",
    "ugo=rX, 444 7555 4555 444, 7555 555",
    "'Du+w,Fo-r', 640 7751 4773 0, 7777 700",
    "'D2775,F664', 664 664 664 664, 2775 2775",
    "a+,    644 7751 4777 0, 7777 500",
  })
  void changes(String change, String files, String directories) {
    var chmod = Chmod.parse(change, 022);
    assertEquals(
        files,
        "%o %o %o %o"
            .formatted(
                chmod.of(0644, false),
                chmod.of(07751, false),
                chmod.of(04777, false),
                chmod.of(0, false)));
    assertEquals(directories, "%o %o".formatted(chmod.of(07777, true), chmod.of(0500, true)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "u+x-w",
        "DFu+x",
        "u+rwx,g=r,",
        ",u+x",
        "u+x,,o-r",
        "u+ug",
        "u=ust",
        "s",
        "8",
        "10000"
      })
  void refusals(String change) {
    assertThrows(IllegalArgumentException.class, () -> Chmod.parse(change, 0));
  }
}
