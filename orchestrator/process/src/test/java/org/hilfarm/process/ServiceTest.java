package org.hilfarm.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ServiceTest {
  private final LinkedBlockingQueue<String> said = new LinkedBlockingQueue<>();
  private final Path file;

  ServiceTest(@TempDir Path folder) {
    this.file = folder.resolve("file");
  }

  private Service shell(String script) throws IOException {
    return Service.start(
        "test", Command.of(Path.of("sh"), "-c", script, "sh", "" + file), said::add);
  }

  private String next() throws InterruptedException {
    return String.valueOf(said.poll(20, TimeUnit.SECONDS));
  }

  private static String state(ProcessHandle process) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
    return stat.substring(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
  }

  @Test
  void what_a_killed_one_had_started_runs_on_until_it_is_closed() throws Exception {
    ProcessHandle below;
    try (Service service = shell("sleep 60 & echo $!; wait")) {
      below = ProcessHandle.of(Long.parseLong(next())).orElseThrow();
      service.kill();
      assertThat(service.await()).isEqualTo(128 + 9);
      assertThat(ProcessTree.runs(below)).isTrue();
    }
    below.onExit().get(10, TimeUnit.SECONDS);
  }

  @Test
  void a_frozen_one_goes_on_when_it_is_thawed() throws Exception {
    try (Service service = shell("echo up; sleep 0.3; echo done; sleep 60")) {
      assertThat(next()).isEqualTo("up");
      service.freeze();
      while (!state(service.process()).equals("T")) {
        Thread.onSpinWait();
      }
      service.thaw();
      assertThat(next()).isEqualTo("done");
    }
  }

  @Test
  void on_a_full_disk_it_writes_nothing_and_later_it_does() throws Exception {
    String write =
        "; while [ ! -e $1.go ]; do sleep 0.02; done; rm $1.go; echo x > $1 && echo wrote";
    try (Service service = shell("trap '' XFSZ; echo up" + write + " || echo full" + write)) {
      assertThat(next()).isEqualTo("up");
      service.limitFiles("0");
      Files.createFile(file.resolveSibling("file.go"));
      assertThat(next()).contains("echo: I/O error");
      assertThat(next()).isEqualTo("full");
      service.limitFiles("unlimited");
      Files.createFile(file.resolveSibling("file.go"));
      assertThat(next()).isEqualTo("wrote");
    }
  }
}
