package org.hilfarm.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.hilfarm.drivers.usb.UsbTree;
import org.hilfarm.drivers.usb.Wanted;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.script.Script;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.process.Child;
import org.hilfarm.process.Command;
import org.hilfarm.process.Tools;
import org.hilfarm.time.Deadline;
import org.hilfarm.virtual.demo.Variant;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.hilfarm.wire.config.ScriptHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A build finds nothing of what another's left on its board. */
class ClearedBoardTest {
  private static final String HEADER =
      """
      # /// hil
      # name = "looks at what is there"
      # timeout_s = 30
      # needs = []
      # covers = []
      # phases = [{ run = "run" }]
      # ///
      import hil

      """;

  private static final String LOOKS =
      """
      def run():
          import os
          hil.check('only what the farm put there', sorted(os.listdir('/')) == ['boot_out.txt', 'lib'], str(os.listdir('/')))
          hil.check('and below', os.listdir('/lib') == ['hil.py'])
      """;

  private final Path folder;

  ClearedBoardTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void what_another_left_on_a_drive_is_gone_whatever_its_name() throws Exception {
    try (VirtualBench bench =
        new VirtualBench(folder, "pico", VirtualRackOptions.real().withRate(10))) {
      bench.ready();
      for (String name : List.of("boot.py", "repl.py", ".hidden", "lib/[x].py", "settings.toml")) {
        leave(bench, name);
      }
      var job = bench.work("10.2.1", Variant.GOOD, List.of(script()));
      JobResult result = new BoardJob().perform(job, p -> {}, () -> false);
      assertThat(result.report().scripts().getFirst().outcome())
          .as(Log.of(result))
          .isEqualTo(new Outcome.Passed());
    }
  }

  private static Script script() throws Exception {
    ScriptId id = new ScriptId("clean/board");
    return ScriptHeader.parse(id, id + ".py", (HEADER + LOOKS).getBytes(UTF_8));
  }

  private void leave(VirtualBench bench, String name) throws Exception {
    Path disk =
        new UsbTree(bench.rack().root())
            .awaitAt(bench.port(), Wanted.anything(), Deadline.after(Duration.ofMinutes(1)))
            .disks()
            .getFirst();
    Path file = Files.writeString(folder.resolve("left.py"), "print('left')\n");
    mtools("mmd", disk, "::lib");
    assertThat(mtools("mcopy", disk, "-o", file.toString(), "::" + name)).isEmpty();
  }

  private static String mtools(String tool, Path disk, String... arguments) throws Exception {
    Command command =
        Command.of(Tools.here().find(tool), "-i", disk + "@@512")
            .and(arguments)
            .with("MTOOLS_SKIP_CHECK", "1");
    return Child.run(tool, command, line -> {}, Deadline.after(Duration.ofSeconds(20))).output();
  }
}
