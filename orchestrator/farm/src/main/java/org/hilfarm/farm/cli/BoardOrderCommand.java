package org.hilfarm.farm.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.farm.client.RunClient;
import org.hilfarm.farm.show.Plain;
import org.hilfarm.farm.show.RunJson;
import org.hilfarm.model.board.BoardStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** An order about one board; which order is in the name it is registered under. */
@Command(footer = {"", "The token is tokens/operator in the farm's data folder."})
final class BoardOrderCommand extends Helpful implements Callable<Integer> {
  private final Scene scene;
  private final String order;

  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(paramLabel = "BOARD", description = "Its serial or slot, or RACK/SLOT.")
  private String board = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why, for whoever looks at the board next.")
  private String reason = "";

  @Option(names = "--json", description = "Prints one JSON document.")
  private boolean json;

  BoardOrderCommand(Scene scene, String order) {
    this.scene = scene;
    this.order = order;
  }

  @Override
  public Integer call() throws Exception {
    try (HttpLink link = server.link(scene, scene.place().operatorToken())) {
      RunClient client = new RunClient(link);
      BoardStatus now = client.order(BoardName.in(client.boards(), board), order, reason);
      if (json) {
        scene.console().out().println(RunJson.boards(List.of(now), List.of(), List.of()));
      } else {
        scene
            .console()
            .say(
                "%s/%s is %s: %s"
                    .formatted(
                        now.rack(),
                        now.slot(),
                        now.state().name().toLowerCase(Locale.ROOT),
                        Plain.text(now.reason())));
      }
    }
    return ExitCode.PASS;
  }
}
