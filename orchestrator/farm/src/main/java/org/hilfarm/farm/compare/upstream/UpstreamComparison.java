package org.hilfarm.farm.compare.upstream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.hilfarm.drivers.seat.Bench;
import org.hilfarm.drivers.usb.Wanted;
import org.hilfarm.farm.desk.Desk;
import org.hilfarm.farm.desk.UpstreamResult;
import org.hilfarm.farm.desk.UpstreamRun;
import org.hilfarm.farm.wiring.Boards;
import org.hilfarm.model.board.Rack;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.board.Slot;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.script.Script;
import org.hilfarm.process.ToolMissingException;
import org.hilfarm.process.Tools;
import org.hilfarm.time.Deadline;
import org.hilfarm.virtual.circuitpython.CircuitPython;
import org.hilfarm.virtual.rack.VirtualRack;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.hilfarm.wire.config.Configs;

/**
 * Runs upstream's tests on a virtual board, and each with its interpreter alone.
 *
 * @param configs the farm's own data
 * @param slot where the virtual board is
 * @param folder for the board and the interpreter; the caller deletes it
 * @param progress hears sentences
 */
public record UpstreamComparison(
    Configs configs, Slot slot, Path folder, Consumer<String> progress) {
  private static final Duration SHOWS_WITHIN = Duration.ofMinutes(2);
  private static final long SEED = 1;
  private static final int EVERY = 100;
  private static final String WHO =
      "import sys\nprint(sys.implementation.name, '%d.%d.%d' % sys.implementation.version[:3])\n";

  /** Does it; throws where one side could not take part. */
  public Compared of(List<Script> tests, Causes causes)
      throws IOException, ToolMissingException, InterruptedException {
    List<String> words = CircuitPython.interpreter(Tools.here());
    Interpreter interpreter =
        new Interpreter(words, Files.createDirectories(folder.resolve("alone")));
    String who = interpreter.run(WHO, Deadline.after(SHOWS_WITHIN)).printed().text().strip();
    UpstreamResult board = onBoard(tests);
    List<Pair> pairs = new ArrayList<>();
    Alone alone = new Alone(interpreter);
    for (int i = 0; i < tests.size(); i++) {
      ScriptReport report = board.reports().get(i);
      pairs.add(new Pair(UpstreamResult.path(report), Told.of(report), alone.run(tests.get(i))));
      every(i + 1, tests.size(), "the interpreter alone");
    }
    return new Compared(board.banner().map(Object::toString).orElse("nothing"), who, pairs, causes);
  }

  private UpstreamResult onBoard(List<Script> tests)
      throws IOException, ToolMissingException, InterruptedException {
    Rack rack = new Rack(new RackId("compare"), List.of(slot));
    try (VirtualRack boards =
        Boards.start(folder.resolve("rack"), rack, configs, VirtualRackOptions.real())) {
      Bench bench =
          new Bench(
              boards.root(),
              slot,
              configs.type(slot.boardType()),
              Tools.here(),
              InstantSource.system());
      var unused =
          bench.usb().awaitAt(slot.port(), Wanted.anything(), Deadline.after(SHOWS_WITHIN));
      return new UpstreamRun(new Desk(bench), new Progress()).run(tests, SEED);
    }
  }

  private void every(int done, int all, String who) {
    if (done % EVERY == 0 || done == all) {
      progress.accept("%s: %d of %d".formatted(who, done, all));
    }
  }

  private final class Progress implements UpstreamRun.Listener {
    @Override
    public void says(String sentence) {
      progress.accept(sentence);
    }

    @Override
    public void ended(ScriptReport report, int done, int all) {
      every(done, all, "the virtual board");
    }
  }
}
