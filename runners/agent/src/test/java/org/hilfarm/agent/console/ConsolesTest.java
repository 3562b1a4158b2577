package org.hilfarm.agent.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.time.Deadline;
import org.hilfarm.wire.rackapi.ConsoleBytes;
import org.junit.jupiter.api.Test;

class ConsolesTest {
  private static final BoardSerial BOARD = new BoardSerial("P1");
  private static final BoardSerial OTHER = new BoardSerial("P2");

  private final Consoles consoles = new Consoles();
  private final SaidBytes said = consoles.said(BOARD);

  private static Deadline now() {
    return Deadline.after(Duration.ZERO);
  }

  private void say(String text) {
    consoles.of(BOARD).said(text.getBytes(UTF_8));
  }

  private static String text(SaidBytes.Part part) {
    return new String(part.bytes(), UTF_8);
  }

  @Test
  void nothing_is_sent_of_a_board_that_nobody_watches() throws Exception {
    say("secret");
    assertThat(consoles.awaitNews(now())).isEmpty();
    consoles.watched(List.of(OTHER));
    assertThat(consoles.awaitNews(now())).isEmpty();
  }

  @Test
  void who_begins_to_watch_sees_what_was_said_last_and_then_all_of_it_once() throws Exception {
    say("before ");
    consoles.watched(List.of(BOARD));
    assertThat(consoles.awaitNews(now())).containsExactly(BOARD);
    say("after");
    SaidBytes.Part part = said.take();
    assertThat(text(part)).isEqualTo("before after");
    assertThat(part.dropped()).isZero();
    assertThat(consoles.awaitNews(now())).isEmpty();
    say("more");
    assertThat(text(said.take())).isEqualTo("more");
  }

  @Test
  void what_nobody_takes_in_time_is_dropped_and_counted_oldest_first() {
    consoles.watched(List.of(BOARD));
    byte[] flood = new byte[ConsoleBytes.MOST];
    Arrays.fill(flood, (byte) 'x');
    consoles.of(BOARD).said(flood);
    say("end");
    SaidBytes.Part part = said.take();
    assertThat(part.dropped()).isEqualTo(3);
    assertThat(part.bytes()).hasSize(ConsoleBytes.MOST);
    assertThat(text(part)).endsWith("xend");
  }

  @Test
  void a_board_that_says_more_at_once_than_fits_keeps_its_end() {
    consoles.watched(List.of(BOARD));
    byte[] flood = new byte[3 * ConsoleBytes.MOST + 1];
    flood[flood.length - 1] = 'z';
    consoles.of(BOARD).said(flood);
    SaidBytes.Part part = said.take();
    assertThat(part.dropped()).isEqualTo(2L * ConsoleBytes.MOST + 1);
    assertThat(text(part)).endsWith("z");
  }

  @Test
  void what_did_not_arrive_counts_as_dropped() {
    consoles.watched(List.of(BOARD));
    say("lost");
    said.lost(said.take());
    say("next");
    SaidBytes.Part part = said.take();
    assertThat(part.dropped()).isEqualTo(4);
    assertThat(text(part)).isEqualTo("next");
  }

  @Test
  void before_anybody_watched_nothing_was_missed() {
    consoles.of(BOARD).said(new byte[2 * ConsoleBytes.MOST]);
    consoles.watched(List.of(BOARD));
    assertThat(said.take().dropped()).isZero();
  }
}
