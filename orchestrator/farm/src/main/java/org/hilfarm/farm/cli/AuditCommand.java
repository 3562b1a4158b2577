package org.hilfarm.farm.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.farm.client.RunClient;
import org.hilfarm.farm.show.Table;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.runapi.AuditView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "audit",
    description = {
      "Shows who did what to the farm, newest first: submissions, orders, keys.",
      "The token is tokens/operator in the farm's data folder."
    },
    footer = {
      "",
      "Examples:",
      "  ./farm audit",
      "  ./farm audit --before 1200",
      "  ./farm audit --json"
    })
final class AuditCommand extends Helpful implements Callable<Integer> {
  private final Scene scene;

  @Mixin private ServerOptions server = new ServerOptions();

  @Option(
      names = "--before",
      paramLabel = "NUMBER",
      description = "Only entries older than this one.")
  private long before = Long.MAX_VALUE;

  @Option(names = "--json", description = "Prints one JSON document.")
  private boolean json;

  AuditCommand(Scene scene) {
    this.scene = scene;
  }

  @Override
  public Integer call() throws Exception {
    try (HttpLink link = server.link(scene, scene.place().operatorToken())) {
      List<AuditView> entries = new RunClient(link).audit(before);
      if (json) {
        scene.console().out().println(Json.pretty(entries));
      } else {
        table(entries).lines(scene.console().width()).forEach(scene.console().out()::println);
      }
    }
    return ExitCode.PASS;
  }

  private static Table table(List<AuditView> entries) {
    Table table = new Table("number", "when", "who", "from", "did", "to", "said");
    entries.forEach(
        e ->
            table.row(
                List.of(
                    Long.toString(e.number()),
                    e.at().toString(),
                    e.actor(),
                    e.address(),
                    e.deed(),
                    e.subject(),
                    e.said())));
    return table;
  }
}
