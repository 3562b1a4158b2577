package org.hilfarm.farm.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.farm.client.RunClient;
import org.hilfarm.farm.show.Plain;
import org.hilfarm.farm.show.ResultsTable;
import org.hilfarm.farm.show.RunJson;
import org.hilfarm.farm.show.Table;
import org.hilfarm.farm.show.VerdictText;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.wire.runapi.RunView;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "runs",
    description = "Lists the newest runs with their verdicts, or shows one.",
    footer = {
      "",
      "Examples:",
      "  ./farm runs",
      "  ./farm runs r12",
      "  ./farm runs again r12",
      "  ./farm runs --json | jq '.runs[0].verdict'"
    })
final class RunsCommand extends Helpful implements Callable<Integer> {
  private final Scene scene;

  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(arity = "0..1", paramLabel = "RUN", description = "Only this one, with all of it.")
  private String run = "";

  @Option(names = "--json", description = "Prints one JSON document.")
  private boolean json;

  RunsCommand(Scene scene) {
    this.scene = scene;
  }

  static CommandLine with(Scene scene) {
    return new CommandLine(new RunsCommand(scene)).addSubcommand(new RunsAgainCommand(scene));
  }

  @Override
  public Integer call() throws Exception {
    try (HttpLink link = server.link(scene)) {
      RunClient client = new RunClient(link);
      List<RunView> runs = run.isEmpty() ? client.runs() : List.of(client.run(new RunId(run)));
      if (json) {
        scene.console().out().println(RunJson.runs(runs));
      } else {
        lines(runs, scene.console().width()).forEach(scene.console().out()::println);
      }
    }
    return ExitCode.PASS;
  }

  private List<String> lines(List<RunView> runs, int width) {
    if (run.isEmpty()) {
      return table(runs).lines(width);
    }
    List<String> lines = new ArrayList<>(ResultsTable.lines(runs, width));
    runs.forEach(r -> lines.addAll(VerdictText.lines(r, width)));
    return lines;
  }

  private static Table table(List<RunView> runs) {
    Table table = new Table("run", "name", "suite", "state", "verdict", "change", "waits");
    runs.forEach(
        r ->
            table.row(
                List.of(
                    r.run().value(),
                    Plain.text(r.name()),
                    r.suite(),
                    r.state(),
                    r.verdict().orElse("-"),
                    r.change().map(c -> Plain.text(c.words())).orElse("-"),
                    r.outlook().map(o -> Plain.text(o.words())).orElse("-"))));
    return table;
  }
}
