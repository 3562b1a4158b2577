package org.hilfarm.server.runapi;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.hilfarm.server.console.LiveConsoles;
import org.hilfarm.server.postgres.Bell;
import org.hilfarm.server.postgres.ConsoleRows;
import org.hilfarm.server.postgres.StandingRows;
import org.hilfarm.time.Deadline;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.runapi.ConsoleState;

/** One client that looks at a board's console; its request's thread runs it. */
final class ConsoleStream {
  /** What is said in quicker succession than this travels together. */
  private static final Duration GAP = Duration.ofMillis(50);

  /** How often is asked who has the board where nothing rings, and said that one looks. */
  private static final Duration BREATH = Duration.ofSeconds(5);

  /** Not more often while everything rings. */
  private static final Duration STATE = Duration.ofSeconds(1);

  private final LiveConsoles consoles;
  private final StandingRows.Board board;
  private final Bell seat;
  private final OutputStream out;
  private long at;
  private String state = "";
  private long stateRung = -1;
  private Deadline notBefore = Deadline.after(Duration.ZERO);
  private Deadline breath = Deadline.after(Duration.ZERO);

  ConsoleStream(LiveConsoles consoles, StandingRows.Board board, Bell seat, OutputStream out) {
    this.consoles = consoles;
    this.board = board;
    this.seat = seat;
    this.out = out;
  }

  /**
   * Sends until the client leaves, by an exception, or the time is over.
   *
   * @param from where the client's last bytes ended; 0: it has none
   */
  void run(long from, Deadline deadline) throws IOException, InterruptedException {
    at = from;
    while (!deadline.passed() && !seat.closed()) {
      long seen = seat.rung();
      if (breath.passed()) {
        breath = Deadline.after(BREATH);
        consoles.watch(board);
        stateRung = -1;
        send(": still here\n\n");
      }
      look(seen);
      bytes();
      var unused = seat.awaitAfter(Long.MAX_VALUE, deadline.within(GAP));
      unused = seat.awaitAfter(seen, deadline.within(rest(seen)));
    }
  }

  /** Until when nothing need be done if nothing rings. */
  private Duration rest(long seen) {
    return stateRung == seen ? breath.left() : notBefore.left();
  }

  /** Says who has the board, where that is news. */
  private void look(long seen) throws IOException {
    if (stateRung == seen || !notBefore.passed()) {
      return;
    }
    stateRung = seen;
    notBefore = Deadline.after(STATE);
    Optional<ConsoleState> now = consoles.state(board.serial());
    String json = now.map(Json::write).orElse("{\"watched\":false,\"board\":\"gone\"}");
    if (!json.equals(state)) {
      state = json;
      send("event: state\ndata: " + json + "\n\n");
    }
  }

  private void bytes() throws IOException {
    List<ConsoleRows.Chunk> chunks = consoles.after(board, at);
    for (ConsoleRows.Chunk chunk : chunks) {
      if (at > 0 && chunk.from() > at) {
        send("event: gap\ndata: {\"at\":%d}\n\n".formatted(chunk.from()));
      }
      at = chunk.at();
      send(
          "id: %d\nevent: bytes\ndata: {\"at\":%d,\"base64\":\"%s\"}\n\n"
              .formatted(at, at, Base64.getEncoder().encodeToString(chunk.bytes())));
    }
  }

  private void send(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
