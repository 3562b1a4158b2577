package org.hilfarm.farm.commission;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hilfarm.drivers.commission.Grade;
import org.hilfarm.drivers.commission.Occupant;
import org.hilfarm.drivers.commission.PortGrade;
import org.hilfarm.drivers.commission.PortTrial;
import org.hilfarm.drivers.commission.Recognition;
import org.hilfarm.drivers.seat.Bench;
import org.hilfarm.farm.show.Plain;
import org.hilfarm.model.board.PortPath;
import org.hilfarm.model.board.Rack;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.board.Slot;
import org.hilfarm.process.Tools;
import org.hilfarm.server.intake.Intaken;
import org.hilfarm.time.Deadline;
import org.hilfarm.wire.config.Configs;

/**
 * Walks a new host: looks what is at each port, switches those that hold a board the farm knows,
 * one after the other, writes the rack file of those that did well, and tries each slot. Nothing
 * but a recognised board's port is ever switched. One thread.
 */
public final class HostWalk {
  private static final Duration LOOKED_WITHIN = Duration.ofMinutes(2);
  private static final Duration TRIED_WITHIN = Duration.ofMinutes(5);

  private final Setting setting;
  private final Consent consent;
  private final Consumer<String> progress;

  /**
   * What is walked, and with what.
   *
   * @param rack the new rack's name
   * @param root the host's root: {@code /}, or the folder of a virtual rack
   * @param configs the farm's board types, scripts and suites
   * @param wiring what a person has written down of the lines, by port
   * @param spot where the rack file goes
   * @param baseline what is flashed first
   * @param smoke whether the suite is run
   * @param tools the outside programs
   */
  public record Setting(
      RackId rack,
      Path root,
      Configs configs,
      Optional<Rack> wiring,
      RackFileSpot spot,
      Optional<Intaken> baseline,
      boolean smoke,
      Tools tools) {}

  /**
   * @param consent asked before each port is switched
   * @param progress hears a sentence about each step
   */
  public HostWalk(Setting setting, Consent consent, Consumer<String> progress) {
    this.setting = setting;
    this.consent = consent;
    this.progress = said -> progress.accept(Plain.text(said));
  }

  /**
   * Walks. Throws only where the file cannot be written; whatever a board does is in the result.
   */
  public Walked walk() throws IOException, InterruptedException {
    SortedMap<PortPath, Occupant> seen =
        new Recognition(setting.root(), setting.configs().types().values(), setting.tools())
            .look(Deadline.after(LOOKED_WITHIN));
    long boards = seen.values().stream().filter(o -> o instanceof Occupant.Board).count();
    progress.accept(
        "%d ports, %d of them with a board that the farm knows".formatted(seen.size(), boards));
    List<RackText.Tried> tried = tried(seen);
    Optional<Path> file = write(tried);
    List<Smoke> smoke = file.isPresent() && setting.smoke() ? smoke(tried) : List.of();
    return new Walked(seen, tried.stream().map(RackText.Tried::grade).toList(), file, smoke);
  }

  private List<RackText.Tried> tried(SortedMap<PortPath, Occupant> seen)
      throws InterruptedException {
    RackDraft draft = new RackDraft(setting.wiring());
    List<RackText.Tried> tried = new ArrayList<>();
    for (Occupant occupant : seen.values()) {
      if (occupant instanceof Occupant.Board board) {
        tried.add(tried(draft.slot(board)));
      }
    }
    List<PortPath> boards = tried.stream().map(t -> t.slot().port()).toList();
    draft
        .without(Set.copyOf(boards))
        .forEach(
            p -> progress.accept("port " + p + ": wiring is written down, and no board is there"));
    return tried;
  }

  private RackText.Tried tried(Slot slot) throws InterruptedException {
    String what = "port %s: %s %s".formatted(slot.port(), slot.boardType(), slot.serial());
    if (!consent.given(what + ": switch its power off and on?")) {
      progress.accept(what + ": left alone");
      return new RackText.Tried(slot, untried(slot));
    }
    progress.accept(what + ": switching it off and on");
    PortGrade grade = new PortTrial(bench(slot)).run(Deadline.after(TRIED_WITHIN));
    progress.accept("port %s: %s: %s".formatted(slot.port(), grade.power().words(), grade.said()));
    grade
        .lines()
        .forEach(
            l ->
                progress.accept(
                    "port %s: %s %s: %s"
                        .formatted(
                            slot.port(), l.line(), l.works() ? "works" : "fails", l.said())));
    return new RackText.Tried(slot, grade);
  }

  private static PortGrade untried(Slot slot) {
    return new PortGrade(
        slot.port(),
        slot.boardType(),
        slot.serial(),
        Grade.NOT_TRIED,
        "nobody said yes",
        List.of());
  }

  private Bench bench(Slot slot) {
    return new Bench(
        setting.root(),
        slot,
        setting.configs().type(slot.boardType()),
        setting.tools(),
        InstantSource.system());
  }

  private Optional<Path> write(List<RackText.Tried> tried) throws IOException {
    if (tried.stream().noneMatch(t -> t.grade().good())) {
      progress.accept("no port is good enough for a slot, so no rack file is written");
      return Optional.empty();
    }
    setting.spot().write(RackText.of(setting.rack(), tried));
    progress.accept("written: " + setting.spot().file());
    return Optional.of(setting.spot().file());
  }

  private List<Smoke> smoke(List<RackText.Tried> tried) throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("hil-enrol");
    List<Smoke> smoke = new ArrayList<>();
    try {
      SmokeRun run = new SmokeRun(setting.configs(), setting.baseline(), work, progress);
      for (RackText.Tried t : tried) {
        if (t.grade().good()) {
          smoke.add(run.on(bench(t.slot())));
        }
      }
    } finally {
      delete(work);
    }
    return smoke;
  }

  private static void delete(Path work) throws IOException {
    try (Stream<Path> files = Files.list(work)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(work);
  }
}
