package org.hilfarm.server.dashboard;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.lease.LeaseToken;
import org.hilfarm.server.report.BoardAddress;
import org.hilfarm.server.report.BoardPast;
import org.hilfarm.server.report.Boards;
import org.hilfarm.server.visible.Visible;
import org.hilfarm.server.web.Access;
import org.hilfarm.server.web.Routes;

/** The page of one board. */
public final class BoardRoutes implements Routes {
  private static final int NAMED = 80;

  private final Boards boards;
  private final Access access;
  private final Optional<Terminal> terminal;

  /**
   * The page.
   *
   * @param terminal for its console; empty where that is text
   */
  public BoardRoutes(Boards boards, Access access, Optional<Terminal> terminal) {
    this.boards = boards;
    this.access = access;
    this.terminal = terminal;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Routes.readable(routes, "/boards/{serial}", this::board);
    terminal.ifPresent(
        t -> Routes.readable(routes, Terminal.ADDRESS, context -> terminal(context, t)));
  }

  private void board(Context context) {
    access.reader(context);
    Optional<BoardSerial> serial = BoardAddress.read(context.pathParam("serial"));
    Optional<BoardPast> found = serial.flatMap(s -> asked(context, s)).flatMap(boards::find);
    if (found.isPresent()) {
      ConsolePart console = ConsolePart.of(found.get(), terminal, access.people().reads(context));
      PageRoutes.page(
          context,
          200,
          Pages.board(BoardPage.of(found.get()), console),
          PageHeaders.withTerminal());
      return;
    }
    String name = Visible.line(context.pathParam("serial"), NAMED);
    List<Pages.Way> back =
        serial
            .flatMap(s -> boards.find(new Boards.Asked(s, Optional.empty(), Optional.empty())))
            .map(b -> new Pages.Way(BoardAddress.of(b.board().serial()), "To board " + name))
            .stream()
            .toList();
    PageRoutes.page(
        context,
        404,
        Pages.notFound(
            back.isEmpty()
                ? "the board %s: no rack has one of this serial, nor ever had".formatted(name)
                : "what was asked for of board %s".formatted(name),
            back));
  }

  /** The same for everybody, and nothing of the farm's is in it. */
  private static void terminal(Context context, Terminal terminal) {
    PageHeaders.terminal(terminal).forEach(context::header);
    context.header("Cache-Control", "public, max-age=31536000, immutable");
    context.contentType(terminal.page().contentType()).result(terminal.page().bytes());
  }

  /** Empty where it cannot be asked for. */
  private static Optional<Boards.Asked> asked(Context context, BoardSerial serial) {
    try {
      return Optional.of(
          new Boards.Asked(
              serial,
              parameter(context, "rack", RackId::new),
              parameter(context, "before", t -> new LeaseToken(Long.parseLong(t)))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static <T> Optional<T> parameter(Context context, String name, Function<String, T> as) {
    return Optional.ofNullable(context.queryParam(name)).map(as);
  }
}
