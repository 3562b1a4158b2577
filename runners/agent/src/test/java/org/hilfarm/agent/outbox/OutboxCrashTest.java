package org.hilfarm.agent.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.hilfarm.model.build.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The outbox of a process that is killed, or whose disk takes no more. */
@Timeout(60)
class OutboxCrashTest {
  private static final String SMALL = "100";

  private final Path folder;
  private final Path said;

  OutboxCrashTest(@TempDir Path folder) {
    this.folder = folder.resolve("outbox");
    this.said = folder.resolve("said");
  }

  private List<String> said() throws IOException {
    String text = Files.exists(said) ? Files.readString(said) : "";
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  private Process writer(String before, List<String> sizes) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of("sh", "-c", before + " exec \"$@\"", "sh"));
    command.addAll(List.of(java, "-XX:-UsePerfData", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(OutboxWriter.class.getName(), folder.toString()));
    command.addAll(sizes);
    return new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .redirectOutput(said.toFile())
        .start();
  }

  @Test
  void every_report_that_was_kept_is_whole_after_a_kill_9() throws Exception {
    Process writer = writer("", Collections.nCopies(5000, SMALL));
    while (said().size() < 30) {
      Thread.sleep(5);
    }
    writer.destroyForcibly().waitFor();
    List<String> kept = said();
    List<Entry> found = Outbox.open(folder, Limits.usual()).waiting();
    assertThat(found)
        .extracting(e -> Long.toString(Long.parseLong(e.name())))
        .containsAll(kept)
        .hasSizeBetween(kept.size(), kept.size() + 1);
    for (Entry each : found) {
      assertThat(each.delivery().report().scripts()).hasSize(2);
      for (Sha256 digest : each.attachments()) {
        assertThat(each.attachment(digest)).hasSize(100);
      }
    }
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all).noneMatch(p -> p.getFileName().toString().startsWith("aside-"));
    }
  }

  @Test
  void what_the_disk_does_not_take_leaves_nothing_behind_and_the_rest_is_kept() throws Exception {
    // No file may grow beyond 32 KiB (dash counts blocks of 512 bytes).
    Process writer = writer("ulimit -f 64;", List.of(SMALL, "100000", SMALL));
    assertThat(writer.waitFor()).isZero();
    assertThat(said()).hasSize(3).startsWith("1").endsWith("3");
    assertThat(said().get(1)).startsWith("2: ").containsIgnoringCase("file too large");
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all.map(p -> p.getFileName().toString()).sorted())
          .containsExactly("00000000000000000001", "00000000000000000003");
    }
  }
}
