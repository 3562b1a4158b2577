package org.hilfarm.farm.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.farm.client.ScheduleClient;
import org.hilfarm.farm.show.Console;
import org.hilfarm.farm.show.Plain;
import org.hilfarm.farm.show.ScheduleText;
import org.hilfarm.model.schedule.ScheduleId;
import org.hilfarm.time.Deadline;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.runapi.ScheduleView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "run",
    description =
        "Fires a schedule now, also a paused one, and waits until its build is fetched and its run"
            + " is made.",
    footer = {
      "",
      "Examples:",
      "  ./farm schedule run nightly-soak",
      "  ./farm schedule run nightly-soak --json | jq -r .run",
      "",
      "Exit codes: 0 there is a run, 2 usage or no such schedule, 3 no run came of it,"
          + " 4 timed out waiting (it goes on)."
    })
final class ScheduleRunCommand extends Helpful implements Callable<Integer> {
  private final Scene scene;

  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(arity = "1", paramLabel = "NAME", description = "Which schedule.")
  private ScheduleId name = new ScheduleId("none");

  @Option(
      names = "--timeout",
      paramLabel = "MINUTES",
      description = "How long to wait for the build (default: ${DEFAULT-VALUE}).")
  private long timeoutMinutes = 20;

  @Option(names = "--json", description = "Prints one JSON document.")
  private boolean json;

  ScheduleRunCommand(Scene scene) {
    this.scene = scene;
  }

  @Override
  public Integer call() throws Exception {
    try (HttpLink link = server.link(scene, scene.place().submitToken())) {
      ScheduleClient client = new ScheduleClient(link);
      ScheduleView.Asked asked = client.ask(name);
      Optional<ScheduleView.Fire> fire =
          client.became(name, asked, Deadline.after(Duration.ofMinutes(timeoutMinutes)));
      return show(fire, link.base().toString());
    }
  }

  private int show(Optional<ScheduleView.Fire> fire, String base) {
    Console console = scene.console();
    if (fire.isEmpty()) {
      console.say(
          "schedule %s: its build is not there after %d minutes; it goes on, see ./farm schedule list"
              .formatted(name, timeoutMinutes));
      return ExitCode.TIMED_OUT;
    }
    if (json) {
      console.out().println(Json.pretty(ScheduleText.fire(fire.get())));
    }
    fire.get()
        .problem()
        .ifPresent(p -> console.say("schedule %s: %s".formatted(name, Plain.text(p))));
    fire.get().run().ifPresent(r -> console.say("run %s; see %s/runs/%s".formatted(r, base, r)));
    return fire.get().run().isPresent() ? ExitCode.PASS : ExitCode.UNDECIDED;
  }
}
