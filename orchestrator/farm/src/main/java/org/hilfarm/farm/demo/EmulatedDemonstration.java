package org.hilfarm.farm.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.hilfarm.agent.link.RefusedException;
import org.hilfarm.farm.client.BuildFiles;
import org.hilfarm.farm.client.RunClient;
import org.hilfarm.farm.show.Console;
import org.hilfarm.farm.show.LiveProgress;
import org.hilfarm.farm.wiring.LocalFarm;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.process.ToolMissingException;
import org.hilfarm.time.Deadline;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.hilfarm.wire.config.Configs;
import org.hilfarm.wire.runapi.RunView;

/** A farm on emulated boards, and somebody's real firmware for it. */
public final class EmulatedDemonstration implements AutoCloseable {
  private static final RackId RACK = new RackId("emulated");
  private static final long SEED = 1;
  private static final Duration REPORT_WITHIN = Duration.ofMinutes(2);

  /** An emulated board that computes runs at a fifth of real time. */
  private static final Duration VERDICT_WITHIN = Duration.ofMinutes(30);

  private final Configs configs;
  private final DemoFarm farm;
  private final Console console;

  private EmulatedDemonstration(Configs configs, DemoFarm farm, Console console) {
    this.configs = configs;
    this.farm = farm;
    this.console = console;
  }

  /**
   * Starts the farm below a data folder.
   *
   * @param boards how the boards behave; with an emulator
   */
  public static EmulatedDemonstration start(
      Configs configs, Path data, VirtualRackOptions boards, Console console)
      throws IOException, ToolMissingException {
    DemoFarm farm =
        DemoFarm.start(
            configs,
            data,
            at -> new LocalFarm.Settings(at, RACK, boards, SEED),
            "the farm with emulated boards",
            console);
    return new EmulatedDemonstration(configs, farm, console);
  }

  /**
   * Submits these files as one build and follows it to its verdict and report. The firmware in the
   * first says which suite is run.
   */
  public RunView run(String name, List<BuildFiles.Named> files)
      throws IOException, RefusedException, InterruptedException {
    String suite = SuiteOfFirmware.in(files.getFirst().path());
    BoardsReady.await(farm.client(), configs.racks().get(RACK));
    RunId run = farm.client().submit(new RunClient.Submission(name, files, suite, List.of())).run();
    console.say("Submitted %s for suite %s: run %s".formatted(name, suite, run));
    LiveProgress progress = new LiveProgress(console);
    return farm.client()
        .followToReport(run, progress::news, Deadline.after(VERDICT_WITHIN), REPORT_WITHIN);
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
