package org.hilfarm.firmware.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.hilfarm.firmware.MalformedImageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that the C compiler of this machine makes, held to what binutils say of them. */
class CodeMapTest {
  private static final String PROGRAM =
      """
      int twice(int n)
      {
        return 2 * n;
      }

      int gc_collect(int n)
      {
        int sum = 0;
        for (int i = 0; i < n; i++)
          sum += twice(i);
        return sum;
      }

      int main(void) { return gc_collect(3); }
      """;

  private final Path folder;

  CodeMapTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path compiled(String... flags) throws Exception {
    Path source = Files.writeString(folder.resolve("gc.c"), PROGRAM);
    Path elf = folder.resolve("firmware.elf");
    List<String> command =
        new ArrayList<>(List.of("gcc", "-O0", "-no-pie", "-o", elf.toString(), source.toString()));
    command.addAll(Arrays.asList(flags));
    assumeTrue(ran(command).isPresent(), "a C compiler");
    return elf;
  }

  /** What a tool prints; empty where it is not here. */
  private static Optional<String> ran(List<String> command) throws Exception {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (java.io.IOException missing) {
      return Optional.empty();
    }
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(out).isZero();
    return Optional.of(out);
  }

  private static long address(Path elf, String function) throws Exception {
    return ran(List.of("nm", elf.toString()))
        .orElseThrow()
        .lines()
        .filter(l -> l.endsWith(" T " + function))
        .mapToLong(l -> Long.parseLong(l.split(" ")[0], 16))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-gdwarf-2", "-gdwarf-3", "-gdwarf-4", "-gdwarf-5"})
  void every_address_is_told_as_addr2line_tells_it(String version) throws Exception {
    Path elf = compiled(version);
    long from = address(elf, "twice");
    List<Long> addresses = new ArrayList<>();
    for (long a = from; a < from + 0x60; a++) {
      addresses.add(a);
    }
    CodeMap map = CodeMap.of(Essence.of(Files.readAllBytes(elf)));
    List<String> command = new ArrayList<>(List.of("addr2line", "-s", "-e", elf.toString()));
    addresses.forEach(a -> command.add(Long.toHexString(a)));
    List<String> told =
        ran(command).orElseThrow().lines().map(l -> l.replaceAll(" .*", "")).toList();
    List<Optional<String>> places = map.at(addresses);
    for (int i = 0; i < told.size(); i++) {
      String line = told.get(i).startsWith("?") ? "" : " (" + told.get(i) + ")";
      assertThat(places.get(i).map(p -> p.replaceFirst("^[^ ]*", "")).orElse("")).isEqualTo(line);
    }
    assertThat(places.getFirst()).contains("twice (gc.c:2)");
    assertThat(map.at(List.of(address(elf, "gc_collect") + 4)).getFirst().orElseThrow())
        .startsWith("gc_collect+0x4 (gc.c:");
  }

  @Test
  void functions_are_told_where_there_are_no_lines() throws Exception {
    Path elf = compiled("-g0");
    assertThat(CodeMap.of(Files.readAllBytes(elf)).at(List.of(address(elf, "twice") + 1, 3L)))
        .containsExactly(Optional.of("twice+0x1"), Optional.empty());
  }

  @Test
  void the_essence_is_small_and_its_own_essence() throws Exception {
    byte[] all = Files.readAllBytes(compiled("-gdwarf-4", "-static"));
    byte[] small = Essence.of(all);
    assertThat(small.length).isLessThan(all.length / 2);
    assertThat(Essence.of(small)).isEqualTo(small);
  }

  @Test
  void a_stripped_file_is_refused_in_words() throws Exception {
    byte[] stripped = Files.readAllBytes(compiled("-s"));
    assertThatThrownBy(() -> Essence.of(stripped))
        .isInstanceOf(MalformedImageException.class)
        .hasMessageContaining("names no function");
  }

  @Test
  void whatever_is_broken_is_refused_or_read_and_never_endless() throws Exception {
    byte[] good = Essence.of(Files.readAllBytes(compiled("-gdwarf-5")));
    Random random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      byte[] bad = good.clone();
      for (int n = 0; n < 8; n++) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      }
      try {
        assertThat(
                CodeMap.of(Arrays.copyOf(bad, random.nextInt(bad.length))).at(List.of(0x401136L)))
            .hasSize(1);
      } catch (MalformedImageException refused) {
        assertThat(refused.getMessage()).isNotBlank();
      }
    }
    assertThatThrownBy(
            () -> Essence.of("no ELF at all, but a text".getBytes(StandardCharsets.UTF_8)))
        .hasMessage("it is no little-endian ELF file");
  }
}
