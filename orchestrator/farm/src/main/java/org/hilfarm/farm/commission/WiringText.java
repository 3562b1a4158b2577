package org.hilfarm.farm.commission;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.hilfarm.model.board.DebugUart;
import org.hilfarm.model.board.DrivenPin;
import org.hilfarm.model.board.GpioLine;
import org.hilfarm.model.board.I2cTarget;
import org.hilfarm.model.board.MeteredSupply;
import org.hilfarm.model.board.PowerWay;
import org.hilfarm.model.board.Slot;
import org.hilfarm.model.board.SlotSwitch;
import org.hilfarm.model.board.SwitchCommand;
import org.hilfarm.model.board.SwitchFile;

/** A slot's wiring as a rack file spells it, a key a line. */
final class WiringText {
  private WiringText() {}

  /** The lines; none for a slot where nothing is wired. */
  static List<String> of(Slot slot) {
    List<String> lines = new ArrayList<>();
    power(slot.fixture().power(), lines);
    slot.usbData().ifPresent(f -> lines.add("usb_data: { " + file(f, "\"on\"", "\"off\"") + " }"));
    slot.fixture().drivenPin().ifPresent(p -> lines.add(pin(p)));
    slot.fixture().resetLine().ifPresent(l -> lines.add("reset_line: { " + line(l) + " }"));
    slot.fixture().bootLine().ifPresent(l -> lines.add("boot_line: { " + line(l) + " }"));
    slot.debugUart().ifPresent(u -> lines.add(uart(u)));
    slot.powerMeter().ifPresent(m -> lines.add(meter(m)));
    slot.i2cTarget().ifPresent(t -> lines.add(target(t)));
    return lines;
  }

  private static void power(PowerWay way, List<String> lines) {
    switch (way) {
      case PowerWay.KernelPort usual -> {} // what a slot that says nothing has
      case PowerWay.Uhubctl program -> lines.add("power: { by: uhubctl }");
      case PowerWay.Switched switched -> {
        String by = switched.by() instanceof SwitchFile ? "by: file, " : "";
        lines.add("power: { " + by + line(switched.by()) + " }");
      }
    }
  }

  private static String line(SlotSwitch by) {
    return switch (by) {
      case SwitchFile file -> file(file, "\"on\"", "\"off\"");
      case GpioLine gpio ->
          "by: gpio, chip: %s, line: %d%s"
              .formatted(gpio.chip(), gpio.line(), gpio.activeLow() ? ", active_low: true" : "");
      case SwitchCommand command ->
          "by: command, \"on\": [%s], \"off\": [%s]"
              .formatted(words(command.on()), words(command.off()));
    };
  }

  private static String file(SwitchFile file, String on, String off) {
    return "file: %s, %s: %s, %s: %s"
        .formatted(quoted(file.path()), on, quoted(file.on()), off, quoted(file.off()));
  }

  private static String pin(DrivenPin pin) {
    return "driven_pin: { name: %s, %s }".formatted(pin.name(), file(pin.line(), "high", "low"));
  }

  private static String uart(DebugUart uart) {
    return "debug_uart: { device: %s, baud: %d }".formatted(quoted(uart.device()), uart.baud());
  }

  private static String meter(MeteredSupply meter) {
    return "power_meter: { device: %s, millivolts: %d }"
        .formatted(quoted(meter.device()), meter.millivolts());
  }

  private static String target(I2cTarget target) {
    String stretch =
        target.stretch().isPresent()
            ? ", stretch: 0x%02x".formatted(target.stretch().getAsInt())
            : "";
    return "i2c_target: { address: 0x%02x, register: 0x%02x, value: 0x%02x%s }"
        .formatted(target.address(), target.register(), target.value(), stretch);
  }

  private static String words(List<String> words) {
    return words.stream().map(WiringText::quoted).collect(Collectors.joining(", "));
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
