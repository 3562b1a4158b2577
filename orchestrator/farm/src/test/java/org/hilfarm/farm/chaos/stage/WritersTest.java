package org.hilfarm.farm.chaos.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hilfarm.process.Command;
import org.hilfarm.process.Service;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WritersTest {
  private final Path root;
  private final Path drive;
  private final Set<Long> lives = ConcurrentHashMap.newKeySet();

  WritersTest(@TempDir Path folder) throws IOException {
    this.root = folder.toRealPath();
    this.drive = root.resolve("dev/sda");
    Files.createDirectories(drive.getParent());
    Files.createFile(drive);
  }

  private Service agent() throws IOException {
    Service agent =
        Service.start(
            "agent",
            Command.of(
                Path.of("sh"), "-c", "exec 3<>\"$1\"; echo up; exec sleep 60", "sh", "" + drive),
            line -> {});
    lives.add(agent.process().pid());
    return agent;
  }

  @Test
  void two_agents_at_one_drive_are_seen() throws Exception {
    try (Writers writers = new Writers(() -> Set.copyOf(lives), List.of(root));
        Service one = agent();
        Service two = agent()) {
      while (writers.seen().isEmpty()) {
        assertThat(one.process().isAlive() && two.process().isAlive()).isTrue();
        Thread.onSpinWait();
      }
      assertThat(writers.seen()).singleElement().asString().startsWith(drive + ": process ");
    }
  }
}
