package org.hilfarm.farm.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.hilfarm.drivers.seat.Bench;
import org.hilfarm.farm.compare.judge.Findings;
import org.hilfarm.farm.compare.judge.KnownDifferences;
import org.hilfarm.farm.compare.judge.Performance;
import org.hilfarm.farm.wiring.Boards;
import org.hilfarm.model.board.Slot;
import org.hilfarm.process.ToolMissingException;
import org.hilfarm.process.Tools;
import org.hilfarm.virtual.rack.VirtualRack;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.hilfarm.wire.config.Configs;
import org.jspecify.annotations.Nullable;

/**
 * Lets a virtual and an emulated board do the same, both at once, and lays their words side by
 * side.
 *
 * @param configs the farm's own data
 * @param pair the boards
 * @param options how they behave
 * @param folder for the rack
 * @param progress hears sentences, on two threads
 */
public record Comparison(
    Configs configs,
    Pair pair,
    VirtualRackOptions options,
    Path folder,
    Consumer<String> progress) {

  /** Does it; throws where one of the boards could not be brought to take part. */
  public Findings of(Candidate candidate, Programme programme, KnownDifferences known)
      throws IOException, ToolMissingException, InterruptedException {
    try (VirtualRack rack = Boards.start(folder.resolve("rack"), pair.rack(), configs, options);
        ExecutorService threads =
            Executors.newFixedThreadPool(2, task -> new Thread(task, "compare"))) {
      Future<List<Performance>> virtual =
          threads.submit(play(rack, pair.virtual(), candidate, programme));
      Future<List<Performance>> emulated =
          threads.submit(play(rack, pair.emulated(), candidate, programme));
      try {
        return Findings.of(ended(virtual, pair.virtual()), ended(emulated, pair.emulated()), known);
      } finally {
        threads.shutdownNow();
      }
    }
  }

  private Callable<List<Performance>> play(
      VirtualRack rack, Slot slot, Candidate candidate, Programme programme) {
    Bench bench = new Bench(rack.root(), slot, pair.type(), Tools.here(), InstantSource.system());
    return () -> {
      Thread.currentThread().setName("compare " + slot.id());
      return new BoardPlay(bench, configs.library(), progress).perform(candidate, programme);
    };
  }

  private static List<Performance> ended(Future<List<Performance>> future, Slot slot)
      throws IOException, InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      @Nullable Throwable cause = e.getCause();
      throw new IOException(
          "the %s board could not be compared".formatted(slot.id()), cause == null ? e : cause);
    }
  }
}
