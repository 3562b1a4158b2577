package org.hilfarm.farm.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.hilfarm.agent.link.RackLink;
import org.hilfarm.agent.link.RefusedException;
import org.hilfarm.agent.link.UnreachableException;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardState;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.board.SlotId;
import org.hilfarm.model.lease.Progress;
import org.hilfarm.wire.rackapi.GiveBack;
import org.hilfarm.wire.rackapi.Hello;
import org.hilfarm.wire.rackapi.Protocol;
import org.hilfarm.wire.rackapi.Renewal;
import org.hilfarm.wire.rackapi.WorkOffer;
import org.hilfarm.wire.rackapi.WorkRequest;

/**
 * A rack whose boards all ask for work at the same moment, each by itself; no board is behind it.
 */
record Asking(RackLink link, RackId rack, BoardType type, int boards) {
  private static final Duration WAIT = Duration.ofSeconds(20);
  private static final Duration RENEWED_WITHIN = Duration.ofSeconds(20);
  private static final int ASKED_AGAIN = 10;

  /** A lease, and when it was here, by the clock of {@link System#nanoTime}. */
  record Given(WorkOffer offer, long at) {}

  private List<BoardSerial> serials() {
    return IntStream.range(0, boards).mapToObj(i -> new BoardSerial("B%03d".formatted(i))).toList();
  }

  /** Presents the rack. */
  void hello() throws UnreachableException, RefusedException, InterruptedException {
    List<BoardStatus> all =
        serials().stream()
            .map(
                s ->
                    new BoardStatus(
                        rack,
                        new SlotId(s.value().toLowerCase(Locale.ROOT)),
                        s,
                        type.id(),
                        Set.of(),
                        BoardState.READY,
                        "",
                        Instant.EPOCH))
            .toList();
    var unused = link.hello(new Hello(Protocol.CURRENT, "bench", "bench", rack, all));
  }

  /** One board's: what it gets it takes up at once, as an agent does. */
  Given one() throws UnreachableException, RefusedException, InterruptedException, IOException {
    return ask(serials().getFirst());
  }

  /** All boards' at once, in the order of the boards. */
  List<Given> all() throws IOException, InterruptedException {
    List<Given> given = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Given>> asked =
          serials().stream().map(s -> threads.submit(() -> ask(s))).toList();
      for (Future<Given> each : asked) {
        given.add(each.get());
      }
    } catch (ExecutionException e) {
      throw new IOException("a board that asked for work got none: " + e.getCause(), e);
    }
    require(given);
    return given;
  }

  private static void require(List<Given> given) throws IOException {
    Set<Object> different = new HashSet<>();
    given.forEach(g -> different.add(g.offer().lease().board()));
    given.forEach(g -> different.add(g.offer().lease().job()));
    if (different.size() != 2 * given.size()) {
      throw new IOException("a board or a job was given twice: the measurement means nothing");
    }
  }

  private Given ask(BoardSerial board)
      throws UnreachableException, RefusedException, InterruptedException, IOException {
    WorkRequest request = new WorkRequest(rack, List.of(board), WAIT.toMillis());
    for (int i = 0; i < ASKED_AGAIN; i++) {
      Optional<WorkOffer> offer = link.work(request);
      if (offer.isPresent()) {
        long at = System.nanoTime();
        Progress none = Progress.waiting(offer.get().scripts().size());
        var unused = link.renew(new Renewal(offer.get().lease().token(), none), RENEWED_WITHIN);
        return new Given(offer.get(), at);
      }
    }
    throw new IOException("board %s asked %d times in vain".formatted(board, ASKED_AGAIN));
  }

  /** Ends them all, so that their jobs wait again. */
  void giveBack(List<Given> all)
      throws UnreachableException, RefusedException, InterruptedException {
    for (Given each : all) {
      link.giveBackJob(new GiveBack(each.offer().lease().token(), "the measurement is over"));
    }
  }
}
