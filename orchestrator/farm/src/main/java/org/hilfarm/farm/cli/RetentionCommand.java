package org.hilfarm.farm.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.farm.client.RunClient;
import org.hilfarm.farm.show.Table;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.runapi.RetentionView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "retention",
    description = {
      "Says what the farm would let go of now, because it is too old or too much.",
      "It does so by itself, once an hour; ages and sizes are in board-configs/retention.yaml."
    },
    footer = {"", "Examples:", "  ./farm retention", "  ./farm retention --json"})
final class RetentionCommand extends Helpful implements Callable<Integer> {
  private static final long MIB = 1 << 20;

  private final Scene scene;

  @Mixin private ServerOptions server = new ServerOptions();

  @Option(names = "--json", description = "Prints one JSON document.")
  private boolean json;

  RetentionCommand(Scene scene) {
    this.scene = scene;
  }

  @Override
  public Integer call() throws Exception {
    try (HttpLink link = server.link(scene)) {
      RetentionView view = new RunClient(link).retention();
      if (json) {
        scene.console().out().println(Json.pretty(view));
      } else {
        table(view).lines(scene.console().width()).forEach(scene.console().out()::println);
      }
    }
    return ExitCode.PASS;
  }

  private static Table table(RetentionView view) {
    Table table = new Table("what", "days", "GiB", "runs to let go of", "MiB");
    view.shares()
        .forEach(
            s ->
                table.row(
                    List.of(
                        s.what(),
                        Integer.toString(s.days()),
                        s.gib() == 0 ? "-" : Integer.toString(s.gib()),
                        Integer.toString(s.runs()),
                        Long.toString(s.bytes() / MIB))));
    table.row(
        List.of("what nothing names", "2", "-", "-", Long.toString(view.namelessBytes() / MIB)));
    return table;
  }
}
