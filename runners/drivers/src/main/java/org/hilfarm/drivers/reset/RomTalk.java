package org.hilfarm.drivers.reset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hilfarm.drivers.console.Printable;
import org.hilfarm.model.reset.UartWords;

/**
 * What a debug UART said of a start: the ROM's lines, and the panic of the life that ended there.
 * The text may be anything at all, so it is read line by line, cut, and never believed beyond what
 * it says. Immutable.
 *
 * <p>Sources: the ESP32-S2's ROM log as it stands in circuitpython issue 5305; panics: esp-idf
 * {@code components/esp_system/panic.c}, {@code port/arch/xtensa/panic_arch.c}, {@code
 * debug_helpers.c}. CircuitPython's release builds print no panic (sdkconfig-opt: {@code
 * PANIC_SILENT_REBOOT}), its ROM lines are always there.
 *
 * @param romLine the last start's line, such as {@code rst:0x8 (TG1WDT_SYS_RST),boot:0x8 (...)}
 * @param words the rest
 */
public record RomTalk(Optional<String> romLine, UartWords words) {
  private static final int LONGEST_LINE = 1200;
  private static final int SHOWN = 200;
  private static final int FRAMES = 24;

  /** Fewer bytes than this prove no wrong baud rate. */
  private static final int LEAST_NOISE = 32;

  private static final double NOISE_SHARE = 0.3;

  private static final Pattern BANNER = Pattern.compile("ESP-ROM:esp32");
  private static final Pattern ROM_LINE =
      Pattern.compile(
          "rst:0x[0-9a-f]{1,2} \\([A-Z0-9_]{1,40}\\),boot:0x[0-9a-f]{1,2} \\([^)]{1,60}\\)?\\)");
  private static final String POWER_ON = "rst:0x1 ";
  private static final Pattern SAVED_PC = Pattern.compile("^Saved PC:(0x[0-9a-f]{8})");
  private static final Pattern PANIC =
      Pattern.compile(
          "Guru Meditation Error: .*|abort\\(\\) was called at PC .*|assert failed: .*"
              + "|\\*\\*\\*ERROR\\*\\*\\* A stack overflow .*|Stack smashing protect failure!"
              + "|Task watchdog got triggered.*|Brownout detector was triggered");
  private static final Pattern REGISTER = Pattern.compile("(PC|EXCVADDR) *: (0x[0-9a-f]{8})");
  private static final Pattern FRAME = Pattern.compile("(0x[0-9a-fA-F]{8}):0x[0-9a-fA-F]{8}");

  /** Nothing was heard. */
  public static RomTalk none() {
    return new RomTalk(Optional.empty(), UartWords.none());
  }

  /** What was heard; empty where nothing was. */
  public Optional<UartWords> heard() {
    return Optional.of(words).filter(w -> !w.equals(UartWords.none()));
  }

  /** Reads what was said, one character a byte; the caller bounds it. */
  public static RomTalk in(String said) {
    Reading reading = new Reading();
    said.lines().map(RomTalk::cut).forEach(reading::line);
    return reading.talk(said);
  }

  private static String cut(String line) {
    return line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) : line;
  }

  private static String shown(String text) {
    String end = text.strip();
    return Printable.of(end.length() > SHOWN ? end.substring(0, SHOWN) + "..." : end);
  }

  /** Whether most of a text is none, as a UART sounds that is read at a wrong speed. */
  static boolean garbled(String said) {
    long noise = said.chars().filter(RomTalk::isNoise).count();
    return said.length() >= LEAST_NOISE && noise > said.length() * NOISE_SHARE;
  }

  private static boolean isNoise(int c) {
    return c >= 0x7f || (c < 0x20 && c != '\r' && c != '\n' && c != '\t' && c != 0x1b);
  }

  /** The lines of one text, in order. */
  private static final class Reading {
    private int starts;
    private Optional<String> romLine = Optional.empty();
    private Optional<String> savedPc = Optional.empty();
    private Optional<String> panic = Optional.empty();
    private final List<String> registers = new ArrayList<>();
    private final List<String> frames = new ArrayList<>();

    void line(String line) {
      if (BANNER.matcher(line).find()) {
        starts++;
        romLine = Optional.empty();
        savedPc = Optional.empty();
      }
      Matcher rom = ROM_LINE.matcher(line);
      if (rom.find()) {
        romLine = Optional.of(rom.group());
        // Its banner may be lost; and what was before power came is no start of this one.
        starts = rom.group().startsWith(POWER_ON) ? 1 : Math.max(starts, 1);
      }
      Matcher pc = SAVED_PC.matcher(line);
      if (pc.find()) {
        savedPc = Optional.of(pc.group(1));
      }
      ofPanic(line);
    }

    /** The last panic's: what an older one left is forgotten. */
    private void ofPanic(String line) {
      Matcher headline = PANIC.matcher(line);
      if (headline.find()) {
        panic = Optional.of(shown(headline.group()));
        registers.clear();
        frames.clear();
      } else if (panic.isPresent() && line.startsWith("Backtrace:")) {
        FRAME.matcher(line).results().limit(FRAMES).forEach(f -> frames.add(f.group(1)));
        if (line.contains("|<-CORRUPTED")) {
          frames.add("(corrupted from here)");
        }
      } else if (panic.isPresent() && registers.size() < 2) {
        REGISTER.matcher(line).results().limit(2).forEach(r -> registers.add(r.group()));
      }
    }

    RomTalk talk(String said) {
      boolean garbled = romLine.isEmpty() && panic.isEmpty() && RomTalk.garbled(said);
      Optional<String> withRegisters =
          panic.map(
              p ->
                  registers.isEmpty()
                      ? p
                      : p + " (" + String.join(", ", registers).replaceAll(" *: ", " ") + ")");
      return new RomTalk(romLine, new UartWords(starts, savedPc, withRegisters, frames, garbled));
    }
  }
}
