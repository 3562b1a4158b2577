package org.hilfarm.farm.cli;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.farm.client.RunClient;
import org.hilfarm.farm.show.Plain;
import org.hilfarm.farm.show.RunJson;
import org.hilfarm.farm.show.Table;
import org.hilfarm.model.board.BoardState;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.wire.runapi.BaselineView;
import org.hilfarm.wire.runapi.BoardWear;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "boards",
    description =
        "Lists the boards of all racks with their states and baselines; orders about one board.",
    footer = {
      "",
      "Examples:",
      "  ./farm boards",
      "  ./farm boards --server http://farm:8080",
      "  ./farm boards heal pico",
      "  ./farm boards quarantine demo/magtag --reason 'its cable is loose'",
      "  ./farm boards history E6614103E7174D23"
    })
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
      List<BoardWear> wear = client.wear();
      if (json) {
        scene.console().out().println(RunJson.boards(boards, baselines, wear));
      } else {
        table(boards, baselines, wear)
            .lines(scene.console().width())
            .forEach(scene.console().out()::println);
      }
    }
    return ExitCode.PASS;
  }

  private static Table table(
      List<BoardStatus> boards, List<BaselineView> baselines, List<BoardWear> wear) {
    Table table =
        new Table(
            "rack",
            "slot",
            "board type",
            "baseline",
            "state",
            "since",
            "flashes",
            "rack faults",
            "reason");
    boards.forEach(
        b ->
            table.row(
                List.of(
                    b.rack().value(),
                    b.slot().value(),
                    b.boardType() + (b.emulated() ? " (emulated)" : ""),
                    baseline(b.boardType(), baselines),
                    b.state().name().toLowerCase(Locale.ROOT),
                    b.since().truncatedTo(ChronoUnit.SECONDS).toString(),
                    worn(b, wear, BoardWear::flashes),
                    worn(b, wear, BoardWear::rackFaults),
                    b.state() == BoardState.READY ? "" : Plain.text(b.reason()))));
    return table;
  }

  private static String worn(
      BoardStatus board, List<BoardWear> wear, ToLongFunction<BoardWear> what) {
    return wear.stream()
        .filter(w -> w.rack().equals(board.rack()) && w.serial().equals(board.serial()))
        .findFirst()
        .map(w -> String.valueOf(what.applyAsLong(w)))
        .orElse("0");
  }

  private static String baseline(BoardTypeId type, List<BaselineView> baselines) {
    return baselines.stream()
        .filter(b -> b.boardType().equals(type))
        .findFirst()
        .map(b -> "%s (%s)".formatted(Plain.text(b.version()), b.run()))
        .orElse("none");
  }
}
