package org.hilfarm.drivers.recover;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hilfarm.drivers.seat.Bench;
import org.hilfarm.drivers.usb.Wanted;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.Fixture;
import org.hilfarm.model.board.GpioLine;
import org.hilfarm.model.board.PortPath;
import org.hilfarm.model.board.PowerWay;
import org.hilfarm.model.board.Rack;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.board.Rung;
import org.hilfarm.model.board.RungStep;
import org.hilfarm.model.board.Slot;
import org.hilfarm.model.board.SlotId;
import org.hilfarm.process.Tools;
import org.hilfarm.time.Deadline;
import org.hilfarm.virtual.circuitpython.CircuitPython;
import org.hilfarm.virtual.fault.FaultKind;
import org.hilfarm.virtual.fault.FaultPlan;
import org.hilfarm.virtual.fault.FaultStage;
import org.hilfarm.virtual.fault.PlannedFault;
import org.hilfarm.virtual.rack.VirtualRack;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.hilfarm.wire.config.Configs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootLineTest {
  private static final BoardSerial SERIAL = new BoardSerial("E6614103E7174D23");
  private static final Slot SLOT =
      new Slot(
              new SlotId("pico"),
              new PortPath("1-1.3"),
              new BoardTypeId("raspberry_pi_pico"),
              SERIAL,
              Set.of(),
              Optional.empty(),
              Optional.empty())
          .withFixture(
              new Fixture(
                  Optional.empty(),
                  Optional.of(new GpioLine("gpiochip0", 17, false)),
                  Optional.of(new GpioLine("gpiochip0", 18, false)),
                  new PowerWay.KernelPort()));

  @Test
  void a_board_whose_firmware_is_deaf_for_good_is_brought_into_its_boot_rom(@TempDir Path folder)
      throws Exception {
    Path repository = Path.of(System.getProperty("repository.root", "../.."));
    BoardType type = Configs.load(repository).type(SLOT.boardType());
    PlannedFault deaf = PlannedFault.always(SERIAL, FaultStage.RUNNING, FaultKind.RUINED);
    Files.createDirectories(folder.resolve("work"));
    try (VirtualRack rack =
        VirtualRack.start(
            folder.resolve("root"),
            new Rack(new RackId("test"), List.of(SLOT)),
            Map.of(type.id(), type),
            CircuitPython.factory(Tools.here(), folder.resolve("work")),
            VirtualRackOptions.real().withRate(20).withFaults(FaultPlan.of(1, deaf)))) {
      Bench bench = new Bench(rack.root(), SLOT, type, Tools.here(), InstantSource.system());
      Deadline outer = Deadline.after(Duration.ofMinutes(3));
      var unused =
          bench
              .usb()
              .awaitAt(SLOT.port(), Wanted.withSerialPort(type.usb().application().id()), outer);
      Climb climb = new Ladder(bench, Optional.empty(), steps -> {}, () -> false).climb(outer);
      assertThat(climb.steps())
          .filteredOn(step -> step.rung() == Rung.BOOTLOADER_BY_LINE)
          .extracting(RungStep::seen)
          .singleElement()
          .asString()
          .startsWith("reset was pressed with boot held: 2e8a:0003 ");
      assertThat(climb.recovered()).as(climb.toString()).isTrue();
      assertThat(climb.conclusion()).startsWith("it waits in its bootloader");
    }
  }
}
