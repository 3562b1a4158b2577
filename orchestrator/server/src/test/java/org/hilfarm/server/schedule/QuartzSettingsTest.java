package org.hilfarm.server.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Quartz is told of the farm's PostgreSQL. */
class QuartzSettingsTest {
  /** The driver's own name for PGPASSFILE where there is no environment to change. */
  private static final String PASSWORD_FILE = "org.postgresql.pgpassfile";

  private static final String URL = "jdbc:postgresql://db.example:5432/farm?user=farm";

  @Test
  void a_password_that_a_file_keeps_is_quartz_too(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("pgpass"), "db.example:5432:farm:farm:a\\:b\n");
    System.setProperty(PASSWORD_FILE, file.toString());
    try {
      assertThat(passwords(URL)).containsExactly("a:b");
      assertThat(passwords(URL.replace("user=farm", "user=other"))).isEmpty();
      assertThat(passwords(URL + "&password=said")).containsExactly("said");
    } finally {
      System.clearProperty(PASSWORD_FILE);
    }
  }

  private static List<String> passwords(String url) {
    var all = QuartzSettings.usual(url).properties();
    return all.stringPropertyNames().stream()
        .filter(name -> name.endsWith(".password"))
        .map(all::getProperty)
        .toList();
  }
}
