package org.hilfarm.virtual.circuitpython;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hilfarm.model.board.Family;
import org.hilfarm.model.reset.ResetReason;
import org.hilfarm.model.reset.SafeModeReason;
import org.hilfarm.virtual.board.Chip;
import org.hilfarm.virtual.board.ResetCause;
import org.hilfarm.virtual.board.Retained;
import org.hilfarm.virtual.circuitpython.console.Inbox;
import org.hilfarm.virtual.circuitpython.port.Core;
import org.hilfarm.virtual.circuitpython.port.SavedWord;
import org.hilfarm.virtual.circuitpython.port.Settings;
import org.hilfarm.virtual.circuitpython.vm.Interpreter;
import org.hilfarm.virtual.circuitpython.vm.Job;

/**
 * From the reset to the moment USB appears (main.c; supervisor/shared/safe_mode.c). On the
 * firmware's thread.
 */
final class Boot {
  private static final Duration WINDOW = Duration.ofSeconds(1);
  private static final int KEPT = 2048;
  private static final Duration LATE = Duration.ofSeconds(50);
  private static final int ODD_START = 6;
  private static final Pattern MAC = Pattern.compile("(..)(..)(..)(..)(..)(..)");

  private Boot() {}

  /** Finds out why the chip started, waits for a second reset, and begins with fresh settings. */
  static Settings settings(Chip chip, Inbox inbox) {
    Family family = chip.type().family();
    SavedWord word = new SavedWord(chip.retained());
    if (family == Family.ESP32S2 && chip.cause() == ResetCause.RESET_LINE) {
      word.forgetSafeMode(); // EN clears the RTC domain too
    }
    boolean woken = word.takeWake() && chip.cause() == ResetCause.SOFTWARE;
    boolean lies = chip.trait("deep-sleep-reason").filter("SOFTWARE"::equals).isPresent();
    ResetReason reason =
        woken && DeepSleep.isOnlyPlayed(chip)
            ? ResetReason.DEEP_SLEEP_ALARM
            : Causes.reason(family, seen(chip), woken && !lies);
    SafeModeReason safe = safeMode(family, chip, word);
    if (safe == SafeModeReason.NONE && waits(reason)) {
      word.safeMode(SafeModeReason.USER);
      inbox.await(WINDOW, () -> false);
      word.forgetSafeMode();
    }
    boolean slept = woken || chip.cause() == ResetCause.DEEP_SLEEP_WAKE;
    return new Settings(reason, safe, slept ? DeepSleep.wokenBy(chip) : "");
  }

  /** A firmware that does not look at the bit of the reset line takes it for one by software. */
  private static ResetCause seen(Chip chip) {
    boolean lies = chip.trait("reset-pin").filter("SOFTWARE"::equals).isPresent();
    return lies && chip.cause() == ResetCause.RESET_LINE ? ResetCause.SOFTWARE : chip.cause();
  }

  private static SafeModeReason safeMode(Family family, Chip chip, SavedWord word) {
    SafeModeReason asked = word.safeMode();
    word.forgetSafeMode();
    boolean trait = chip.trait("watchdog-reset").filter("safe-mode"::equals).isPresent();
    SafeModeReason usual =
        Crash.knowsNoSafeMode(chip)
            ? SafeModeReason.NONE
            : Causes.safeMode(family, chip.cause(), chip.banner());
    SafeModeReason own =
        trait && chip.cause() == ResetCause.WATCHDOG ? SafeModeReason.WATCHDOG : usual;
    return own == SafeModeReason.NONE ? asked : own;
  }

  private static boolean waits(ResetReason reason) {
    return switch (reason) {
      case BROWNOUT, WATCHDOG, RESCUE_DEBUG -> false;
      case POWER_ON, SOFTWARE, DEEP_SLEEP_ALARM, RESET_PIN, UNKNOWN -> true;
    };
  }

  /** Makes the drive, runs boot.py and leaves boot_out.txt. */
  static void files(Core core, Machines machines, Drive drive) {
    boolean safe = core.settings().inSafeMode();
    if (!safe) {
      drive.create();
    }
    if (!safe && drive.has("boot.py")) {
      Crash.loopWithBootPy(core.chip());
    }
    String out = identity(core.chip());
    if (!safe && drive.has("boot.py")) {
      out += "boot.py output:\r\n" + bootPy(machines);
    }
    drive.bootOut(out);
  }

  /** Whether this start comes as far as USB; a symptom's may not. */
  static boolean shows(Core core, Drive drive) {
    Chip chip = core.chip();
    if (chip.cause() != ResetCause.POWER_ON) {
      return true;
    }
    boolean loops = chip.trait("boot-py").filter("loops"::equals).isPresent();
    return !(loops && drive.has("boot.py")) && showsOnUsb(chip, core.inbox());
  }

  /** With a symptom one start does not, or only late, or under another number. */
  private static boolean showsOnUsb(Chip chip, Inbox inbox) {
    String how = chip.trait("usb").orElse("");
    if (how.isEmpty() || countStarts(chip) != ODD_START) {
      return true;
    }
    return switch (how) {
      case "late" -> !inbox.await(LATE, () -> false);
      case "other-serial" -> chip.retained().words().put(Retained.OTHER_SERIAL, 1) == null;
      default -> false;
    };
  }

  private static int countStarts(Chip chip) {
    byte[] nvm = chip.nvm();
    int starts = nvm[nvm.length - 1] == -1 ? 1 : nvm[nvm.length - 1] + 1;
    nvm[nvm.length - 1] = (byte) starts;
    chip.saveNvm();
    return starts;
  }

  private static String bootPy(Machines machines) {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    Interpreter python = machines.start();
    try {
      python.run(
          Job.file("boot.py"),
          (bytes, from, to) -> kept.write(bytes, from, Math.min(to - from, KEPT - kept.size())));
    } finally {
      machines.end(python);
    }
    return kept.toString(StandardCharsets.UTF_8).replaceAll("(?<!\r)\n", "\r\n");
  }

  private static String identity(Chip chip) {
    String uid = chip.serial().value();
    Matcher mac = MAC.matcher(uid);
    String line =
        chip.type().family() == Family.ESP32S2 && mac.matches()
            ? "MAC:" + mac.replaceAll("$1:$2:$3:$4:$5:$6") + "\r\n"
            : "";
    return chip.banner() + "\r\nBoard ID:" + chip.type().id() + "\r\nUID:" + uid + "\r\n" + line;
  }
}
