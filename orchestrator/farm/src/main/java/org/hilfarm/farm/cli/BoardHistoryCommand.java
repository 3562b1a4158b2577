package org.hilfarm.farm.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.farm.client.RunClient;
import org.hilfarm.farm.show.Plain;
import org.hilfarm.farm.show.Table;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.runapi.BoardEventView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "history",
    description = "Shows a board's states and every rung of its recoveries, oldest first.")
final class BoardHistoryCommand extends Helpful implements Callable<Integer> {
  private final Scene scene;

  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(paramLabel = "BOARD", description = "Its serial or slot, or RACK/SLOT.")
  private String board = "";

  @Option(names = "--json", description = "Prints one JSON document.")
  private boolean json;

  BoardHistoryCommand(Scene scene) {
    this.scene = scene;
  }

  @Override
  public Integer call() throws Exception {
    try (HttpLink link = server.link(scene)) {
      RunClient client = new RunClient(link);
      List<BoardEventView> events = client.history(BoardName.in(client.boards(), board));
      if (json) {
        scene.console().out().println(Json.pretty(events));
      } else {
        table(events).lines(scene.console().width()).forEach(scene.console().out()::println);
      }
    }
    return ExitCode.PASS;
  }

  private static Table table(List<BoardEventView> events) {
    Table table = new Table("when", "what", "result", "ms", "seen");
    events.forEach(
        e ->
            table.row(
                List.of(
                    e.at().toString(),
                    words(e.what()),
                    words(e.result()),
                    e.millis().map(String::valueOf).orElse(""),
                    Plain.text(e.seen()))));
    return table;
  }

  private static String words(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
