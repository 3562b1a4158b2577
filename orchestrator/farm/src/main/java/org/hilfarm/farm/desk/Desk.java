package org.hilfarm.farm.desk;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hilfarm.drivers.seat.Bench;
import org.hilfarm.drivers.seat.CleanStart;
import org.hilfarm.drivers.usb.UsbDevice;
import org.hilfarm.model.board.Ability;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.Slot;
import org.hilfarm.model.script.Script;
import org.hilfarm.process.Tools;
import org.hilfarm.wire.config.Configs;

/**
 * A board on somebody's desk: found by its serial port, without a rack's file. Nothing has been
 * said to it yet.
 *
 * @param bench the board's place, where a reset may stand in for a power cycle
 */
public record Desk(Bench bench) {

  /**
   * Finds the board. Throws IllegalArgumentException, whose message says what to do, where there is
   * none or nobody can tell which.
   *
   * @param port its serial port
   * @param said its type, where a person says so
   */
  public static Desk at(Path port, Optional<BoardTypeId> said, DeskWiring wiring, Configs configs) {
    DevicePort device = DevicePort.of(port);
    UsbDevice owner = device.owner();
    BoardType type = new TypeOfBoard(configs.types().values()).of(owner, said);
    Slot slot = wiring.slot(owner, type, configs);
    return new Desk(
        new Bench(
            device.root(),
            slot,
            type,
            Tools.here(),
            InstantSource.system(),
            CleanStart.POWER_CYCLE_OR_RESET));
  }

  /** Throws IllegalArgumentException where the script needs what is not here. */
  public void mustSatisfy(Script script) {
    if (!script.fits(bench.type())) {
      throw new IllegalArgumentException(script.id() + " " + script.misfit(bench.type()));
    }
    SortedSet<Ability> missing = new TreeSet<>(script.needs());
    missing.removeAll(bench.type().abilities());
    missing.removeAll(bench.slot().abilities());
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "%s needs %s, which neither the %s nor its wiring has; if it is wired, say so with %s"
              .formatted(
                  script.id(),
                  missing.stream().map(Ability::value).collect(Collectors.joining(", ")),
                  bench.type().id(),
                  "--i2c or --slot-ability, or describe the slot in board-configs/racks"));
    }
  }
}
