package org.hilfarm.wire.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.hilfarm.model.board.Ability;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.DebugUart;
import org.hilfarm.model.board.DrivenPin;
import org.hilfarm.model.board.Family;
import org.hilfarm.model.board.Fixture;
import org.hilfarm.model.board.I2cTarget;
import org.hilfarm.model.board.MeteredSupply;
import org.hilfarm.model.board.PortPath;
import org.hilfarm.model.board.PowerWay;
import org.hilfarm.model.board.Rack;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.board.Slot;
import org.hilfarm.model.board.SlotId;
import org.hilfarm.model.board.SwitchFile;

/** Reads {@code board-configs/racks/<rack>.yaml}. */
final class RackFile {
  private static final Ability DATA_SWITCH = new Ability("usb-data-switch");
  private static final Ability METER = new Ability("power-meter");
  private static final Ability PIN = new Ability("driven-pin");
  private static final Ability RESET = new Ability("reset-line");
  private static final Ability STRETCH = new Ability("i2c-stretch");
  private static final Ability TARGET = new Ability("i2c-target");
  private static final Pattern PIN_NAME = Pattern.compile("[A-Z][A-Z0-9_]{1,15}");
  private static final Pattern FLASH_ID = Pattern.compile("[0-9A-Fa-f]{16}");

  private final Configs.Draft draft;
  private final Set<SlotId> slots = new HashSet<>();
  private final Set<PortPath> ports = new HashSet<>();
  private final Set<String> devices = new HashSet<>();

  private RackFile(Configs.Draft draft) {
    this.draft = draft;
  }

  static Optional<Rack> read(Section file, Configs.Draft draft) {
    return new RackFile(draft).rack(file);
  }

  private Optional<Rack> rack(Section file) {
    Optional<RackId> id = file.value("rack", RackId::new);
    List<Slot> read = new ArrayList<>();
    List<Section> sections = file.sections("slots");
    if (sections.isEmpty()) {
      file.problem("slots", "a rack needs at least one slot");
    }
    sections.forEach(s -> slot(s).ifPresent(read::add));
    return file.build(() -> new Rack(id.orElseThrow(), read));
  }

  private Optional<Slot> slot(Section section) {
    Optional<SlotId> id = section.value("slot", SlotId::new);
    Optional<PortPath> port = section.value("port", PortPath::new);
    Optional<BoardTypeId> type = section.value("board", BoardTypeId::new);
    Optional<BoardSerial> serial = section.value("serial", BoardSerial::new);
    List<Ability> abilities = section.values("abilities", Ability::new);
    Optional<SwitchFile> data =
        section.optionalSection("usb_data").flatMap(s -> SlotSwitches.file(s, "on", "off"));
    Optional<I2cTarget> target = section.optionalSection("i2c_target").flatMap(RackFile::target);
    Optional<Boolean> emulated = section.optional("emulated", Readers::yesOrNo);
    Optional<DebugUart> uart = section.optionalSection("debug_uart").flatMap(this::debugUart);
    Optional<MeteredSupply> meter = section.optionalSection("power_meter").flatMap(this::meter);
    Fixture fixture = fixture(section);
    unique(section, id, port, serial);
    emulated.filter(e -> e).ifPresent(e -> emulator(section, type, serial));
    type.filter(t -> !draft.knows(t)).ifPresent(t -> unknown(section, t));
    wired(section, abilities, DATA_SWITCH, "usb_data");
    wired(section, abilities, TARGET, "i2c_target");
    boolean stretches = target.filter(t -> t.stretch().isPresent()).isPresent();
    wired(section, abilities, STRETCH, "i2c_target.stretch", stretches);
    wired(section, abilities, METER, "power_meter");
    wired(section, abilities, PIN, "driven_pin");
    wired(section, abilities, RESET, "reset_line");
    bootNeedsReset(section);
    meter.ifPresent(m -> feeds(section, data.isPresent(), emulated.orElse(false)));
    return section.build(
        () ->
            new Slot(
                id.orElseThrow(),
                port.orElseThrow(),
                type.orElseThrow(),
                serial.orElseThrow(),
                Set.copyOf(abilities),
                data,
                target,
                emulated.orElse(false),
                uart,
                meter,
                fixture));
  }

  /** A boot button counts at the moment the chip starts. */
  private static void bootNeedsReset(Section section) {
    if (section.has("boot_line") && !section.has("reset_line")) {
      section.problem("reset_line", "is missing; a boot line counts while reset is let go");
    }
  }

  private static Fixture fixture(Section section) {
    return new Fixture(
        section.optionalSection("driven_pin").flatMap(RackFile::drivenPin),
        section.optionalSection("reset_line").flatMap(SlotSwitches::line),
        section.optionalSection("boot_line").flatMap(SlotSwitches::line),
        section
            .optionalSection("power")
            .flatMap(SlotSwitches::power)
            .orElseGet(PowerWay.KernelPort::new));
  }

  private static Optional<DrivenPin> drivenPin(Section section) {
    Optional<String> name = section.value("name", RackFile::pinName);
    Optional<SwitchFile> line = SlotSwitches.file(section, "high", "low");
    return section.build(() -> new DrivenPin(name.orElseThrow(), line.orElseThrow()));
  }

  private static String pinName(String text) {
    if (!PIN_NAME.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "must be a pin as microcontroller.pin has it, such as GPIO10 or P0_27, not "
              + Readers.quoted(text));
    }
    return text;
  }

  private Optional<MeteredSupply> meter(Section section) {
    Optional<String> device = section.value("device", RackFile::inside);
    Optional<Integer> millivolts = section.value("millivolts", Readers::millivolts);
    device
        .filter(d -> !devices.add(d))
        .ifPresent(d -> section.problem("device", "two slots of this rack name " + d));
    return section.build(() -> new MeteredSupply(device.orElseThrow(), millivolts.orElseThrow()));
  }

  /** A meter feeds the board while USB does not, and a chip that is played draws nothing. */
  private static void feeds(Section section, boolean switched, boolean emulated) {
    if (!switched) {
      section.problem("usb_data", "is missing; a power meter measures while that switch is open");
    }
    if (emulated) {
      section.problem("power_meter", "an emulated board draws no current that could be measured");
    }
  }

  private Optional<DebugUart> debugUart(Section section) {
    Optional<String> device = section.value("device", RackFile::inside);
    Optional<Integer> baud = section.optional("baud", Readers::baud);
    device
        .filter(d -> !devices.add(d))
        .ifPresent(
            d -> section.problem("device", "two slots of this rack have their debug UART at " + d));
    return section.build(
        () -> new DebugUart(device.orElseThrow(), baud.orElse(DebugUart.USUAL_BAUD)));
  }

  private void unique(
      Section section, Optional<SlotId> id, Optional<PortPath> port, Optional<BoardSerial> serial) {
    id.filter(i -> !slots.add(i))
        .ifPresent(i -> section.problem("slot", "two slots of this rack are called " + i));
    port.filter(p -> !ports.add(p))
        .ifPresent(p -> section.problem("port", "two slots of this rack are at port " + p));
    serial
        .filter(s -> !draft.isNew(s))
        .ifPresent(s -> section.problem("serial", "the serial " + s + " is used twice"));
  }

  private static void unknown(Section section, BoardTypeId type) {
    section.problem(
        "board",
        "no board type " + type + "; describe it in " + Configs.TYPES + "/" + type + ".yaml");
  }

  private void emulator(Section section, Optional<BoardTypeId> type, Optional<BoardSerial> serial) {
    serial
        .filter(s -> !FLASH_ID.matcher(s.value()).matches())
        .ifPresent(
            s ->
                section.problem(
                    "serial",
                    "must be 16 hex digits where the board is emulated (its flash chip's id), not "
                        + Readers.quoted(s.value())));
    type.flatMap(draft::type)
        .filter(t -> t.family() != Family.RP2040)
        .ifPresent(
            t ->
                section.problem(
                    "emulated",
                    "a %s cannot be emulated; only the family rp2040 can".formatted(t.id())));
  }

  /** An ability that the wiring gives must be wired, and wiring must be told as an ability. */
  private static void wired(Section section, List<Ability> abilities, Ability ability, String key) {
    wired(section, abilities, ability, key, section.has(key));
  }

  private static void wired(
      Section section, List<Ability> abilities, Ability ability, String key, boolean there) {
    if (abilities.contains(ability) && !there) {
      section.problem(key, "is missing; the slot says it has the ability " + ability);
    }
    if (!abilities.contains(ability) && there) {
      section.problem("abilities", "lack " + ability + ", but " + key + " is wired");
    }
  }

  static String inside(String path) {
    if (path.startsWith("/") || List.of(path.split("/")).contains("..")) {
      throw new IllegalArgumentException(
          "must be a path below the rack's root, without a leading / and without .., not "
              + Readers.quoted(path));
    }
    return Readers.line(path);
  }

  private static Optional<I2cTarget> target(Section section) {
    Optional<Integer> address = section.value("address", Readers::octet);
    Optional<Integer> register = section.value("register", Readers::octet);
    Optional<Integer> value = section.value("value", Readers::octet);
    Optional<Integer> stretch = section.optional("stretch", Readers::octet);
    return section.build(
        () ->
            new I2cTarget(
                address.orElseThrow(),
                register.orElseThrow(),
                value.orElseThrow(),
                stretch.map(OptionalInt::of).orElseGet(OptionalInt::empty)));
  }
}
