package org.hilfarm.farm.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.farm.client.RunClient;
import org.hilfarm.farm.show.Plain;
import org.hilfarm.farm.show.RunJson;
import org.hilfarm.farm.show.Table;
import org.hilfarm.model.board.BoardState;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.wire.runapi.BaselineView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "boards",
    description = "Lists the boards of all racks with their states and baselines.",
    footer = {"", "Examples:", "  ./farm boards", "  ./farm boards --server http://farm:8080"})
final class BoardsCommand extends Helpful implements Callable<Integer> {
  private final Scene scene;

  @Mixin private ServerOptions server = new ServerOptions();

  @Option(names = "--json", description = "Prints one JSON document.")
  private boolean json;

  BoardsCommand(Scene scene) {
    this.scene = scene;
  }

  @Override
  public Integer call() throws Exception {
    try (HttpLink link = server.link(scene)) {
      RunClient client = new RunClient(link);
      List<BoardStatus> boards = client.boards();
      List<BaselineView> baselines = client.baselines();
      if (json) {
        scene.console().out().println(RunJson.boards(boards, baselines));
      } else {
        table(boards, baselines)
            .lines(scene.console().width())
            .forEach(scene.console().out()::println);
      }
    }
    return ExitCode.PASS;
  }

  private static Table table(List<BoardStatus> boards, List<BaselineView> baselines) {
    Table table = new Table("rack", "slot", "board type", "baseline", "state", "reason");
    boards.forEach(
        b ->
            table.row(
                List.of(
                    b.rack().value(),
                    b.slot().value(),
                    b.boardType() + (b.emulated() ? " (emulated)" : ""),
                    baseline(b.boardType(), baselines),
                    b.state().name().toLowerCase(Locale.ROOT),
                    b.state() == BoardState.READY ? "" : b.reason())));
    return table;
  }

  private static String baseline(BoardTypeId type, List<BaselineView> baselines) {
    return baselines.stream()
        .filter(b -> b.boardType().equals(type))
        .findFirst()
        .map(b -> "%s (%s)".formatted(Plain.text(b.version()), b.run()))
        .orElse("none");
  }
}
