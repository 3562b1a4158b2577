package org.hilfarm.drivers.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import org.hilfarm.drivers.console.TranscriptEntry.Direction;
import org.junit.jupiter.api.Test;

class TranscriptTest {
  private Instant now = Instant.parse("2026-01-02T03:04:05Z");

  @Test
  void bytes_of_one_side_that_come_together_are_one_entry() {
    Transcript transcript = new Transcript(() -> now);
    board(transcript, "O");
    board(transcript, "K");
    transcript.add(Direction.HOST, new byte[] {4});
    board(transcript, "a");
    now = now.plusMillis(6);
    board(transcript, "\u00ff");
    assertThat(transcript.entries())
        .extracting(TranscriptEntry::bytes)
        .containsExactly("OK", "\u0004", "a", "\u00ff");
    assertThat(transcript.entries().getLast().time()).isEqualTo(now);
    assertThat(transcript.entries().getLast().toBytes()).containsExactly(0xFF);
  }

  @Test
  void who_listens_hears_the_board_alone_and_what_is_kept_is_the_same() {
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    Transcript tapped = new Transcript(() -> now, 64, heard::writeBytes);
    Transcript plain = new Transcript(() -> now, 64);
    for (Transcript each : List.of(tapped, plain)) {
      each.event("opened");
      board(each, "x".repeat(50));
      each.add(Direction.HOST, new byte[] {3});
      board(each, "\u00ff\u001b]52;c;aGk=\u0007".repeat(9));
    }
    assertThat(tapped.entries()).isEqualTo(plain.entries());
    assertThat(tapped.dropped()).isPositive();
    assertThat(heard.toString(ISO_8859_1))
        .isEqualTo("x".repeat(50) + "\u00ff\u001b]52;c;aGk=\u0007".repeat(9));
  }

  @Test
  void the_first_and_the_last_half_are_kept() {
    Transcript transcript = new Transcript(() -> now, 20);
    for (String word : new String[] {"first five", "12345", "6789a", "bcdef", "last ten!!"}) {
      board(transcript, word);
      now = now.plusSeconds(1);
    }
    assertThat(transcript.entries())
        .extracting(TranscriptEntry::bytes)
        .containsExactly("first five", "15 bytes were not kept", "last ten!!");
    assertThat(transcript.dropped()).isEqualTo(15);
  }

  @Test
  void what_happened_in_a_flood_is_kept_although_the_flood_is_not() {
    Transcript transcript = new Transcript(() -> now, 20);
    board(transcript, "first five");
    now = now.plusSeconds(1);
    board(transcript, "12345");
    transcript.event("cut off");
    for (String word : new String[] {"6789a", "last ten!!"}) {
      now = now.plusSeconds(1);
      board(transcript, word);
    }
    assertThat(transcript.entries())
        .extracting(TranscriptEntry::bytes)
        .containsExactly("first five", "cut off", "10 bytes were not kept", "last ten!!");
  }

  @Test
  void events_stand_alone() {
    Transcript transcript = new Transcript(() -> now);
    transcript.event("power off");
    transcript.event("power on");
    assertThat(transcript.entries())
        .containsExactly(
            new TranscriptEntry(now, Direction.EVENT, "power off"),
            new TranscriptEntry(now, Direction.EVENT, "power on"));
  }

  private static void board(Transcript transcript, String text) {
    transcript.add(Direction.BOARD, text.getBytes(ISO_8859_1));
  }
}
