package org.hilfarm.farm.commission;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.hilfarm.drivers.seat.Bench;
import org.hilfarm.farm.desk.Desk;
import org.hilfarm.farm.desk.DeskResult;
import org.hilfarm.farm.desk.DeskRun;
import org.hilfarm.model.board.Ability;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.script.Script;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.model.script.Suite;
import org.hilfarm.model.script.SuiteId;
import org.hilfarm.server.intake.Intaken;
import org.hilfarm.wire.config.Configs;

/**
 * Flashes the baseline, if one is given, and runs the suite {@code smoke} on a new slot, without a
 * server. One thread.
 *
 * @param configs where the suite is
 * @param baseline images by board type
 * @param work a folder for the images' files
 * @param progress hears sentences
 */
record SmokeRun(Configs configs, Optional<Intaken> baseline, Path work, Consumer<String> progress) {
  private static final SuiteId SUITE = new SuiteId("smoke");

  Smoke on(Bench bench) throws IOException, InterruptedException {
    Optional<DeskRun.Firmware> firmware = firmware(bench);
    List<Smoke.Ran> ran = new ArrayList<>();
    Optional<DeskRun.Firmware> next = firmware;
    String runs = firmware.map(f -> f.image().banner().version() + ", flashed").orElse("");
    for (Script script : scripts()) {
      ScriptId id = script.id();
      Optional<String> misfit = misfit(script, bench);
      if (misfit.isPresent()) {
        ran.add(new Smoke.Ran(id.toString(), "not-applicable", misfit.get()));
        continue;
      }
      progress.accept("slot %s: %s".formatted(bench.slot().id(), id));
      DeskResult result =
          new DeskRun(new Desk(bench), configs.library(), said -> {})
              .run(script, new Random().nextLong(), next);
      next = Optional.empty();
      runs = runs.isEmpty() ? result.banner().map(b -> b.version()).orElse("") : runs;
      ran.add(new Smoke.Ran(id.toString(), result.status(), result.reason()));
    }
    return new Smoke(bench.slot().id(), runs, ran);
  }

  private List<Script> scripts() {
    Suite suite = configs.suites().get(SUITE);
    if (suite == null) {
      throw new IllegalArgumentException("board-configs/suites has no " + SUITE + ".yaml");
    }
    return suite.scripts().stream()
        .flatMap(id -> Optional.ofNullable(configs.scripts().get(id)).stream())
        .toList();
  }

  private Optional<DeskRun.Firmware> firmware(Bench bench) throws IOException {
    Optional<Image> image =
        baseline.stream()
            .flatMap(b -> b.images().stream())
            .filter(i -> i.boardType().equals(bench.type().id()))
            .findFirst();
    if (image.isEmpty()) {
      return Optional.empty();
    }
    byte[] bytes = baseline.orElseThrow().bytes().get(image.get().digest());
    Path file = Files.write(work.resolve(image.get().digest().toString()), bytes);
    return Optional.of(new DeskRun.Firmware(image.get(), file));
  }

  private static Optional<String> misfit(Script script, Bench bench) {
    if (!script.fits(bench.type())) {
      return Optional.of(script.misfit(bench.type()));
    }
    SortedSet<Ability> missing = new TreeSet<>(script.needs());
    missing.removeAll(bench.type().abilities());
    missing.removeAll(bench.slot().abilities());
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of("needs " + String.join(", ", missing.stream().map(Ability::value).toList()));
  }
}
