package org.hilfarm.farm.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hilfarm.agent.link.RefusedException;
import org.hilfarm.farm.client.BadBuildException;
import org.hilfarm.farm.client.BuildFiles;
import org.hilfarm.farm.client.RunClient;
import org.hilfarm.farm.show.Console;
import org.hilfarm.farm.show.LiveProgress;
import org.hilfarm.farm.wiring.LocalFarm;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.Rack;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.script.Suite;
import org.hilfarm.model.script.SuiteId;
import org.hilfarm.process.ToolMissingException;
import org.hilfarm.time.Deadline;
import org.hilfarm.virtual.demo.DemonstrationBuilds;
import org.hilfarm.virtual.demo.Symptom;
import org.hilfarm.virtual.demo.Variant;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.hilfarm.wire.config.Configs;
import org.hilfarm.wire.runapi.RunView;

/**
 * A farm on virtual boards, and two builds for it: one good, and one with three planted faults or
 * with the symptom that was asked for.
 */
public final class Demonstration implements AutoCloseable {
  private static final RackId RACK = new RackId("demo");
  private static final SuiteId SMOKE = new SuiteId("smoke");
  private static final SuiteId OF_SYMPTOM = new SuiteId("symptom");
  private static final String VERSION = "10.1.0";
  private static final Duration REPORT_WITHIN = Duration.ofMinutes(2);
  private static final Duration VERDICTS_WITHIN = Duration.ofMinutes(10);

  private final Configs configs;
  private final DemoFarm farm;
  private final Choices choices;
  private final Console console;

  private Demonstration(Configs configs, DemoFarm farm, Choices choices, Console console) {
    this.configs = configs;
    this.farm = farm;
    this.choices = choices;
    this.console = console;
  }

  /**
   * What may be chosen.
   *
   * @param seed fixes every random choice
   * @param speed how much faster than the wall's the boards' time runs
   * @param symptom what is wrong with the regressed build; empty: one planted fault a family
   */
  public record Choices(long seed, double speed, Optional<Symptom> symptom) {
    private SuiteId suite() {
      return symptom.isPresent() ? OF_SYMPTOM : SMOKE;
    }

    private Variant regressed() {
      return symptom.map(Variant::of).orElse(Variant.REGRESSED);
    }
  }

  /** Starts the farm below a data folder. */
  public static Demonstration start(Configs given, Path data, Choices choices, Console console)
      throws IOException, ToolMissingException {
    Configs configs = choices.symptom().map(s -> narrowed(given, s)).orElse(given);
    DemoFarm farm = DemoFarm.start(configs, data, at -> settings(at, choices), "the farm", console);
    return new Demonstration(configs, farm, choices, console);
  }

  /** Only the symptom's own script, and only on boards that can have it. */
  private static Configs narrowed(Configs configs, Symptom symptom) {
    Suite suite = new Suite(OF_SYMPTOM, List.of(symptom.script()));
    Map<SuiteId, Suite> suites = new HashMap<>(configs.suites());
    suites.put(suite.id(), suite);
    Map<BoardTypeId, BoardType> types = new HashMap<>(configs.types());
    types.values().removeIf(type -> !symptom.families().contains(type.family()));
    Rack all = Objects.requireNonNull(configs.racks().get(RACK));
    Rack rack =
        new Rack(RACK, all.slots().stream().filter(s -> types.containsKey(s.boardType())).toList());
    return new Configs(types, Map.of(RACK, rack), suites, configs.scripts(), configs.library());
  }

  private static LocalFarm.Settings settings(Path folder, Choices choices) {
    return new LocalFarm.Settings(
        folder, RACK, VirtualRackOptions.real().withRate(choices.speed()), choices.seed());
  }

  /** Submits both builds and follows them to their verdicts; the good one comes first. */
  public List<RunView> run()
      throws IOException, RefusedException, BadBuildException, InterruptedException {
    BoardsReady.await(farm.client(), configs.racks().get(RACK));
    List<RunId> runs = List.of(submit(Variant.GOOD), submit(choices.regressed()));
    LiveProgress progress = new LiveProgress(console);
    Deadline deadline = Deadline.after(VERDICTS_WITHIN);
    List<Future<RunView>> followed = new ArrayList<>();
    try (ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("follow-", 0).factory())) {
      try {
        for (RunId run : runs) {
          followed.add(
              threads.submit(
                  () ->
                      farm.client().followToReport(run, progress::news, deadline, REPORT_WITHIN)));
        }
        return List.of(result(followed.get(0)), result(followed.get(1)));
      } finally {
        threads.shutdownNow();
      }
    }
  }

  private static RunView result(Future<RunView> followed)
      throws IOException, RefusedException, InterruptedException {
    try {
      return followed.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException io -> throw io;
        case RefusedException refused -> throw refused;
        case null, default -> throw new IllegalStateException("a run could not be followed", e);
      }
    }
  }

  private RunId submit(Variant variant)
      throws IOException, RefusedException, BadBuildException, InterruptedException {
    String name = variant.equals(Variant.GOOD) ? "good" : "regressed";
    Path build = Files.createDirectories(farm.folder().path().resolve("builds").resolve(name));
    DemonstrationBuilds.write(
        build, configs.types().values(), version(variant), variant, choices.seed());
    RunId run =
        farm.client()
            .submit(
                new RunClient.Submission(
                    name, BuildFiles.in(List.of(build)), choices.suite().value(), List.of()))
            .run();
    console.say("Submitted the %s build: run %s".formatted(name, run));
    return run;
  }

  /** The two differ, so a board that still runs the other build shows. */
  private static String version(Variant variant) {
    return variant.equals(Variant.GOOD) ? VERSION : VERSION + "-1-g0badc0de5";
  }

  /** The dashboard's address. */
  public String url() {
    return farm.url();
  }

  @Override
  public void close() throws IOException {
    farm.close();
  }
}
