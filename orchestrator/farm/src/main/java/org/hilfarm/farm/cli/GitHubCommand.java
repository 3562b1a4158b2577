package org.hilfarm.farm.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.farm.client.DeliveriesClient;
import org.hilfarm.farm.show.Plain;
import org.hilfarm.farm.show.Table;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.runapi.DeliveryView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "github",
    description = {
      "Shows what GitHub told the farm and what came of it, the newest hundred.",
      "What was put aside, since nothing could be made of it, can be tried again."
    },
    footer = {
      "",
      "A retry needs the operators' token (tokens/operator in the data folder).",
      "",
      "Examples:",
      "  ./farm github deliveries",
      "  ./farm github deliveries --state aside --json",
      "  ./farm github retry 72d3162e-cc78-11e3-81ab-4c9367dc0958"
    })
final class GitHubCommand extends Helpful implements Callable<Integer> {
  private final Scene scene;

  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "WISH",
      description = "deliveries (usual) or retry.")
  private String wish = "deliveries";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "ID",
      description = "For retry: which delivery.")
  private String id = "";

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "Only those that are waiting, done or aside.")
  private String state = "";

  @Option(names = "--json", description = "Prints one JSON document.")
  private boolean json;

  GitHubCommand(Scene scene) {
    this.scene = scene;
  }

  @Override
  public Integer call() throws Exception {
    switch (wish) {
      case "deliveries" -> deliveries();
      case "retry" -> retry();
      default ->
          throw new IllegalArgumentException(
              "\"%s\" is nothing to do with GitHub: say deliveries or retry"
                  .formatted(Plain.text(wish)));
    }
    return ExitCode.PASS;
  }

  private void deliveries() throws Exception {
    try (HttpLink link = server.link(scene)) {
      List<DeliveryView> all =
          new DeliveriesClient(link).deliveries(Optional.of(state).filter(s -> !s.isEmpty()));
      if (json) {
        scene.console().out().println(Json.pretty(Map.of("deliveries", all)));
      } else {
        table(all).lines(scene.console().width()).forEach(scene.console().out()::println);
      }
    }
  }

  private static Table table(List<DeliveryView> all) {
    Table table = new Table("came", "event", "state", "tries", "delivery", "said");
    all.forEach(
        d ->
            table.row(
                List.of(
                    d.came().toString(),
                    Plain.text(d.event()),
                    d.state(),
                    Integer.toString(d.tries()),
                    Plain.text(d.id()),
                    Plain.text(d.said()))));
    return table;
  }

  private void retry() throws Exception {
    if (id.isEmpty()) {
      throw new IllegalArgumentException("say which delivery: ./farm github retry ID");
    }
    try (HttpLink link = server.link(scene, scene.place().operatorToken())) {
      new DeliveriesClient(link).retry(id);
    }
    scene.console().say("Delivery %s is tried again.".formatted(Plain.text(id)));
  }
}
