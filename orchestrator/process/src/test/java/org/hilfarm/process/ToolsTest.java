package org.hilfarm.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolsTest {
  private final Path folder;

  ToolsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path program(String place) throws Exception {
    Path file = folder.resolve(place);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  private Tools tools() {
    return Tools.of(Map.of("PATH", folder.resolve("usr") + ":"), folder.resolve("home"));
  }

  @Test
  void what_the_setup_proved_to_run_comes_before_the_path() throws Exception {
    program("usr/esptool");
    Path proven = program("home/.cache/hil-farm/bin/esptool");

    assertThat(tools().find("esptool")).isEqualTo(proven);
  }

  @Test
  void what_was_not_set_up_is_taken_from_the_path() throws Exception {
    Path onPath = program("usr/esptool");

    assertThat(tools().find("esptool")).isEqualTo(onPath);
  }

  @Test
  void a_missing_tool_says_how_to_get_it() throws Exception {
    Files.createDirectories(folder.resolve("usr/esptool")); // a folder is no program

    assertThatThrownBy(() -> tools().find("esptool"))
        .isInstanceOf(ToolMissingException.class)
        .hasMessage(
            "the program \"esptool\" is not on the PATH and not in the farm's cache: run ./farm"
                + " setup");
  }

  @Test
  void the_cache_is_where_the_launcher_puts_it() {
    Path home = Path.of("/home/u");
    assertThat(Tools.cache(Map.of(), home)).isEqualTo(Path.of("/home/u/.cache/hil-farm"));
    assertThat(Tools.cache(Map.of("XDG_CACHE_HOME", "/x"), home)).isEqualTo(Path.of("/x/hil-farm"));
    assertThat(Tools.cache(Map.of("HIL_FARM_CACHE", "/own", "XDG_CACHE_HOME", "/x"), home))
        .isEqualTo(Path.of("/own"));
  }
}
