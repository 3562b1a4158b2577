package org.hilfarm.agent.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.hilfarm.agent.Samples;
import org.hilfarm.agent.lease.JobRunner;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.lease.LeaseToken;
import org.hilfarm.wire.rackapi.Delivery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {
  private final Path folder;

  OutboxTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void what_was_put_in_is_found_again_by_the_next_process() throws Exception {
    JobRunner.Done done = Samples.passed(Samples.offer(7, Samples.FIRST));
    put(Outbox.open(folder, 10), 7);
    Entry found = Outbox.open(folder, 10).waiting().getFirst();
    assertThat(found.delivery()).isEqualTo(new Delivery(new LeaseToken(7), done.report()));
    Sha256 transcript = Sha256.of(Samples.TRANSCRIPT);
    assertThat(found.attachments()).containsExactly(transcript);
    assertThat(found.attachment(transcript)).isEqualTo(Samples.TRANSCRIPT);
  }

  @Test
  void what_a_crash_left_half_written_is_cleared_and_never_delivered() throws Exception {
    Path half = Files.createDirectories(folder.resolve("aside-00000000000000000007"));
    Files.writeString(half.resolve(Entry.DELIVERY), "{\"token\":7,");
    Outbox outbox = Outbox.open(folder, 10);
    assertThat(outbox.waiting()).isEmpty();
    assertThat(half).doesNotExist();
  }

  @Test
  void the_oldest_lease_is_delivered_first_whatever_came_first() throws Exception {
    Outbox outbox = Outbox.open(folder, 10);
    put(outbox, 30);
    put(outbox, 4);
    assertThat(outbox.waiting())
        .extracting(Entry::name)
        .containsExactly("00000000000000000004", "00000000000000000030");
  }

  @Test
  void it_says_when_it_is_full_and_then_drops_the_oldest() throws Exception {
    Outbox outbox = Outbox.open(folder, 2);
    put(outbox, 1);
    assertThat(outbox.hasRoom()).isTrue();
    put(outbox, 2);
    assertThat(outbox.hasRoom()).isFalse();
    put(outbox, 3);
    assertThat(outbox.waiting()).extracting(e -> Long.parseLong(e.name())).containsExactly(2L, 3L);
  }

  @Test
  void what_is_done_is_gone_and_doing_so_twice_does_no_harm() throws Exception {
    Outbox outbox = Outbox.open(folder, 2);
    put(outbox, 1);
    Entry entry = outbox.waiting().getFirst();
    outbox.done(entry);
    outbox.done(entry);
    assertThat(folder).isEmptyDirectory();
  }

  private static void put(Outbox outbox, long token) throws Exception {
    JobRunner.Done done = Samples.passed(Samples.offer(7, Samples.FIRST));
    outbox.put(
        new Delivery(new LeaseToken(token), done.report()),
        Map.of(Sha256.of(Samples.TRANSCRIPT), Samples.TRANSCRIPT));
  }
}
