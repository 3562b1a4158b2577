package org.hilfarm.farm.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.farm.client.RunClient;
import org.hilfarm.farm.show.RunJson;
import org.hilfarm.farm.show.Table;
import org.hilfarm.wire.runapi.RunView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "runs",
    description = "Lists the newest runs with their verdicts.",
    footer = {"", "Examples:", "  ./farm runs", "  ./farm runs --json | jq '.runs[0].verdict'"})
final class RunsCommand extends Helpful implements Callable<Integer> {
  private final Scene scene;

  @Mixin private ServerOptions server = new ServerOptions();

  @Option(names = "--json", description = "Prints one JSON document.")
  private boolean json;

  RunsCommand(Scene scene) {
    this.scene = scene;
  }

  @Override
  public Integer call() throws Exception {
    try (HttpLink link = server.link(scene)) {
      List<RunView> runs = new RunClient(link).runs();
      if (json) {
        scene.console().out().println(RunJson.runs(runs));
      } else {
        table(runs).lines(scene.console().width()).forEach(scene.console().out()::println);
      }
    }
    return ExitCode.PASS;
  }

  private static Table table(List<RunView> runs) {
    Table table = new Table("run", "name", "suite", "state", "verdict");
    runs.forEach(
        r ->
            table.row(
                List.of(r.run().value(), r.name(), r.suite(), r.state(), r.verdict().orElse("-"))));
    return table;
  }
}
