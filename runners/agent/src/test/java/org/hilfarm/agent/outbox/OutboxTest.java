package org.hilfarm.agent.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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
    put(Outbox.open(folder, limits(10)), 7);
    Entry found = Outbox.open(folder, limits(10)).waiting().getFirst();
    assertThat(found.delivery()).isEqualTo(new Delivery(new LeaseToken(7), done.report()));
    Sha256 transcript = Sha256.of(Samples.TRANSCRIPT);
    assertThat(found.attachments()).containsExactly(transcript);
    assertThat(found.attachment(transcript)).isEqualTo(Samples.TRANSCRIPT);
  }

  @Test
  void what_a_crash_left_half_written_is_cleared_and_never_delivered() throws Exception {
    Path half = Files.createDirectories(folder.resolve("aside-00000000000000000007"));
    Files.writeString(half.resolve(Entry.DELIVERY), "{\"token\":7,");
    Outbox outbox = Outbox.open(folder, limits(10));
    assertThat(outbox.waiting()).isEmpty();
    assertThat(half).doesNotExist();
  }

  @Test
  void the_oldest_lease_is_delivered_first_whatever_came_first() throws Exception {
    Outbox outbox = Outbox.open(folder, limits(10));
    put(outbox, 30);
    put(outbox, 4);
    assertThat(outbox.waiting())
        .extracting(Entry::name)
        .containsExactly("00000000000000000004", "00000000000000000030");
  }

  @Test
  void it_says_when_it_is_full_and_then_drops_the_oldest() throws Exception {
    Outbox outbox = Outbox.open(folder, limits(2));
    put(outbox, 1);
    assertThat(outbox.full()).isEmpty();
    put(outbox, 2);
    assertThat(outbox.full()).contains("it holds 2 reports");
    put(outbox, 3);
    assertThat(outbox.waiting()).extracting(e -> Long.parseLong(e.name())).containsExactly(2L, 3L);
  }

  @Test
  void what_is_done_is_gone_and_doing_so_twice_does_no_harm() throws Exception {
    Outbox outbox = Outbox.open(folder, limits(2));
    put(outbox, 1);
    Entry entry = outbox.waiting().getFirst();
    outbox.done(entry);
    outbox.done(entry);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void it_is_full_by_bytes_and_then_drops_the_oldest() throws Exception {
    put(Outbox.open(folder, limits(10)), 1);
    long one = Outbox.open(folder, limits(10)).waiting().getFirst().size();
    Outbox outbox = Outbox.open(folder, new Limits(10, one * 2, 0));
    assertThat(outbox.full()).isEmpty();
    put(outbox, 2);
    assertThat(outbox.full()).hasValueSatisfying(w -> assertThat(w).startsWith("its reports take"));
    put(outbox, 3);
    assertThat(outbox.waiting()).extracting(e -> Long.parseLong(e.name())).containsExactly(2L, 3L);
  }

  @Test
  void it_is_full_where_the_disk_is() throws Exception {
    assertThat(Outbox.open(folder, new Limits(10, 1 << 20, Long.MAX_VALUE)).full())
        .hasValueSatisfying(
            w -> assertThat(w).startsWith("its disk has ").contains("must be free"));
  }

  @Test
  void a_torn_report_says_what_is_wrong_with_it_and_is_set_aside() throws Exception {
    Outbox outbox = Outbox.open(folder, limits(10));
    for (long token = 1; token <= 4; token++) {
      put(outbox, token);
    }
    List<Entry> all = outbox.waiting();
    Sha256 transcript = Sha256.of(Samples.TRANSCRIPT);
    Path report = all.get(0).folder().resolve(Entry.DELIVERY);
    Files.write(report, Arrays.copyOf(Files.readAllBytes(report), 40));
    Files.write(all.get(1).folder().resolve(transcript.value()), new byte[3]);
    Files.delete(all.get(2).folder().resolve(Entry.DELIVERY));
    assertThatThrownBy(() -> all.get(0).delivery())
        .isInstanceOf(TornException.class)
        .hasMessageStartingWith("its delivery.json of 40 bytes cannot be read: ");
    assertThatThrownBy(() -> all.get(1).attachment(transcript))
        .hasMessage(
            "its attachment %s is damaged, or cut off at 3 bytes".formatted(transcript.brief()));
    assertThatThrownBy(() -> all.get(2).delivery()).hasMessage("its delivery.json is missing");
    outbox.torn(all.get(0), new TornException("it is torn"));
    assertThat(outbox.waiting()).hasSize(3);
    assertThat(folder.resolve("torn-00000000000000000001")).isDirectory();
  }

  @Test
  void what_is_no_entry_is_left_alone() throws Exception {
    Files.createDirectory(folder.resolve("lost+found"));
    assertThat(Outbox.open(folder, limits(1)).waiting()).isEmpty();
  }

  private static Limits limits(int reports) {
    return new Limits(reports, 1 << 20, 0);
  }

  private static void put(Outbox outbox, long token) throws Exception {
    JobRunner.Done done = Samples.passed(Samples.offer(7, Samples.FIRST));
    outbox.put(
        new Delivery(new LeaseToken(token), done.report()),
        Map.of(Sha256.of(Samples.TRANSCRIPT), Samples.TRANSCRIPT));
  }
}
