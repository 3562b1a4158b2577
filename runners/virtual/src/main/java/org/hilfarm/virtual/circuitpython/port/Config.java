package org.hilfarm.virtual.circuitpython.port;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hilfarm.firmware.Banner;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.Family;
import org.hilfarm.model.board.I2cPins;
import org.hilfarm.virtual.circuitpython.vm.EvenPath;

/** What the board's Python modules are told at the start of a virtual machine. */
public final class Config {
  private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+).*");

  /** Those that Python modules behave by. */
  private static final List<String> TRAITS =
      List.of(
          "pins",
          "pull-ups",
          "bus-errno",
          "bus-stretch",
          "finalisers",
          "encoders",
          "counter",
          "memory",
          "display");

  private final Core core;
  private final Path python;

  public Config(Core core, Path python) {
    this.core = core;
    this.python = python;
  }

  /** A {@code name=value} a line. */
  public String text(int heap) {
    BoardType type = core.chip().type();
    Map<String, String> told = new LinkedHashMap<>();
    told.put("home", EvenPath.of(python));
    told.put("drive", core.chip().drive().toString());
    told.put("heap", Integer.toString(heap));
    told.put("board_id", type.id().toString());
    told.put("family", type.family().name());
    told.put("uid", core.chip().serial().value());
    told.put("nvm", Integer.toString(core.chip().nvm().length));
    told.put("sleep_memory", Integer.toString(core.chip().retained().sleepMemory().length));
    told.put("pins", pins(type));
    told.put("sda", type.i2c().map(I2cPins::sda).orElse(""));
    told.put("scl", type.i2c().map(I2cPins::scl).orElse(""));
    firmware(told);
    state(told);
    traits(told);
    return told.entrySet().stream()
        .map(e -> e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining("\n"));
  }

  private void firmware(Map<String, String> told) {
    Banner banner = core.chip().banner();
    Family family = core.chip().type().family();
    Matcher m = NUMBERS.matcher(banner.version());
    told.put("version", m.matches() ? m.group(1) + "." + m.group(2) + "." + m.group(3) : "0.0.0");
    told.put("release", banner.version());
    told.put("date", banner.date());
    told.put("machine", banner.machine());
    told.put("sysname", family.mcuName());
    told.put("platform", platform(family));
    told.put("frequency", frequency(family));
  }

  private void state(Map<String, String> told) {
    Settings s = core.settings();
    told.put("booting", s.booting() ? "1" : "0");
    told.put("readonly", s.readonly() ? "1" : "0");
    told.put("run_reason", s.runReason().name());
    told.put("reset_reason", s.resetReason().name());
    told.put("safe_mode_reason", s.safeMode().name());
    told.put("wake_alarm", s.wokenBy());
  }

  /** How a demonstration firmware is broken; empty: not in this way. */
  private void traits(Map<String, String> told) {
    for (String name : TRAITS) {
      told.put("trait_" + name.replace('-', '_'), core.chip().trait(name).orElse(""));
    }
    told.put(
        "kept_pins",
        core.settings().keptPins().stream().map(String::valueOf).collect(Collectors.joining(" ")));
  }

  private static String pins(BoardType type) {
    String own = type.i2c().map(p -> p.sda() + " " + p.scl() + " ").orElse("");
    return own + "LED";
  }

  private static String platform(Family family) {
    return switch (family) {
      case ESP32S2 -> "Espressif";
      case NRF52840 -> "nRF52840";
      case RP2040 -> "RP2040";
    };
  }

  private static String frequency(Family family) {
    return switch (family) {
      case ESP32S2 -> "240000000";
      case NRF52840 -> "64000000";
      case RP2040 -> "125000000";
    };
  }
}
