package org.hilfarm.virtual.circuitpython;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hilfarm.model.board.Family;
import org.hilfarm.model.board.I2cTarget;
import org.hilfarm.process.Tools;
import org.hilfarm.virtual.board.ResetCause;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the families differ, and what only a board's own modules can show. */
class FamilyTest {
  private static final String ARM =
      """
      import microcontroller, watchdog
      w = microcontroller.watchdog
      w.timeout = 2
      w.mode = watchdog.WatchDogMode.RESET
      while True:
          pass
      """;
  private static final String REASONS =
      """
      import microcontroller, supervisor, alarm
      r = supervisor.runtime
      print(microcontroller.cpu.reset_reason, r.safe_mode_reason, alarm.wake_alarm)
      """;
  private static final String NAP =
      """
      import alarm, time, supervisor
      if alarm.wake_alarm is None:
          alarm.sleep_memory[3] = 77
          until = time.monotonic() + 7
          alarm.exit_and_deep_sleep_until_alarms(alarm.time.TimeAlarm(monotonic_time=until))
      """;

  private TestBoard.Settings settings = TestBoard.Settings.pico(Path.of("/"));
  private Path work = Path.of("/");

  @BeforeEach
  void folders(@TempDir Path modules, @TempDir Path drive) {
    work = modules;
    settings = TestBoard.Settings.pico(drive);
  }

  private TestBoard.Settings nordic() {
    return settings.family(Family.NRF52840, "feather_nrf52840_express");
  }

  private TestBoard.Settings espressif() {
    return settings.family(Family.ESP32S2, "adafruit_metro_esp32s2");
  }

  private TestBoard board(TestBoard.Settings of) throws Exception {
    TestBoard board = new TestBoard(CircuitPython.factory(Tools.here(), work), of);
    board.start(ResetCause.POWER_ON);
    return board;
  }

  private static void awaitPrompt(TestBoard board) {
    assertThat(board.await(s -> s.endsWith("CTRL-D to reload.\r\n"))).as(board.sent()).isTrue();
  }

  /** From "Press any key" into the raw REPL. */
  private static void enterRaw(TestBoard board) {
    awaitPrompt(board);
    board.ask("\r", ">>> ");
    board.ask("\u0001", "exit\r\n>");
  }

  private static String exec(TestBoard board, String source) {
    String answer = board.ask(source + "\u0004", "\u0004>");
    return answer.substring(2, answer.length() - 2);
  }

  private static String again(TestBoard board, String source) {
    board.forget();
    board.type(source + "\u0004");
    enterRaw(board);
    return exec(board, REASONS);
  }

  @Test
  void an_unfed_watchdog_puts_an_nrf52840_on_usb_into_safe_mode() throws Exception {
    try (TestBoard board = board(nordic())) {
      enterRaw(board);
      assertThat(again(board, ARM))
          .startsWith(
              "microcontroller.ResetReason.WATCHDOG supervisor.SafeModeReason.WATCHDOG None");
    }
  }

  @Test
  void an_unfed_watchdog_just_resets_an_esp32s2() throws Exception {
    try (TestBoard board = board(espressif())) {
      enterRaw(board);
      assertThat(again(board, ARM))
          .startsWith("microcontroller.ResetReason.WATCHDOG supervisor.SafeModeReason.NONE None");
    }
  }

  @Test
  void a_watchdog_that_never_bites_is_a_trait_of_a_demonstration() throws Exception {
    try (TestBoard board = board(settings.trait("watchdog", "never"))) {
      enterRaw(board);
      String alive =
          ARM.replace("while True:\n    pass", "import time; time.sleep(5); print('alive')");
      assertThat(exec(board, alive)).startsWith("alive");
      assertThat(board.events()).doesNotContain("watchdog reset");
    }
  }

  @Test
  void the_watchdog_of_an_esp32s2_can_raise_in_a_busy_loop() throws Exception {
    try (TestBoard board = board(espressif())) {
      enterRaw(board);
      String raise =
          """
          import microcontroller, watchdog
          w = microcontroller.watchdog
          w.timeout = 2
          w.mode = watchdog.WatchDogMode.RAISE
          try:
              while True:
                  pass
          except watchdog.WatchDogTimeout:
              print("caught", w.mode)
          """;
      assertThat(exec(board, raise)).startsWith("caught None");
    }
  }

  /** A signal in the middle of a collection would leave a heap that nothing can use. */
  @Test
  void a_watchdog_that_raises_into_busy_collections_leaves_the_heap_usable() throws Exception {
    try (TestBoard board = board(espressif())) {
      enterRaw(board);
      String raise =
          """
          import gc, microcontroller, time, watchdog
          w = microcontroller.watchdog
          caught = 0
          for i in range(25):
              w.timeout = 1
              w.mode = watchdog.WatchDogMode.RAISE
              try:
                  while True:
                      gc.collect()
                      time.monotonic()
              except watchdog.WatchDogTimeout:
                  caught += 1
          print(caught, len(bytearray(10000)))
          """;
      assertThat(exec(board, raise)).startsWith("25 10000");
    }
  }

  @Test
  void the_watchdog_of_an_nrf52840_cannot_be_stopped() throws Exception {
    try (TestBoard board = board(nordic())) {
      enterRaw(board);
      String stop = ARM.replace("while True:\n    pass", "w.mode = None");
      assertThat(exec(board, stop))
          .contains(
              "RuntimeError: WatchDogTimer cannot be deinitialized once mode is set to RESET");
    }
  }

  @Test
  void without_usb_a_board_sleeps_truly_and_its_family_says_why_it_woke() throws Exception {
    assertThat(reasonAfterSleep(espressif())).contains("ResetReason.DEEP_SLEEP_ALARM");
    assertThat(reasonAfterSleep(nordic())).contains("ResetReason.DEEP_SLEEP_ALARM");
    assertThat(reasonAfterSleep(settings)).contains("ResetReason.SOFTWARE");
  }

  @Test
  void an_old_reset_reason_after_deep_sleep_is_a_trait_of_a_demonstration() throws Exception {
    assertThat(reasonAfterSleep(nordic().trait("deep-sleep-reason", "SOFTWARE")))
        .contains("ResetReason.SOFTWARE");
  }

  private String reasonAfterSleep(TestBoard.Settings of) throws Exception {
    Files.writeString(of.drive().resolve("code.py"), NAP + REASONS);
    try (TestBoard board = board(of.usb(false))) {
      assertThat(board.await(s -> board.events().contains("woken"))).isTrue();
      board.forget();
      awaitPrompt(board);
      board.ask("\r", ">>> ");
      board.ask("\u0001", "exit\r\n>");
      assertThat(board.retained().sleepMemory()[3]).isEqualTo((byte) 77);
      return exec(board, "import microcontroller; print(microcontroller.cpu.reset_reason)");
    }
  }

  @Test
  void an_i2c_target_is_found_and_read_and_an_absent_one_is_no_device() throws Exception {
    try (TestBoard board = board(settings.i2c(new I2cTarget(0x76, 0xd0, 0x58)))) {
      enterRaw(board);
      String talk =
          """
          import board, busio
          i = busio.I2C(board.GP5, board.GP4)
          b = bytearray(1)
          i.try_lock()
          i.writeto_then_readfrom(0x76, b"\\xd0", b)
          print(i.scan(), b[0])
          i.writeto(0x20, b"x")
          """;
      assertThat(exec(board, talk))
          .startsWith("[118] 88\r\n\u0004")
          .contains("line 7, in <module>\r\nOSError: [Errno 19] No such device\r\n");
    }
  }

  @Test
  void the_farm_s_own_module_and_scripts_run_here() throws Exception {
    Path scripts = Path.of(System.getProperty("repository.root"), "test-scripts");
    Path lib = Files.createDirectories(settings.drive().resolve("lib"));
    Files.copy(scripts.resolve("lib/hil.py"), lib.resolve("hil.py"));
    Files.copy(scripts.resolve("i2c/target_answers.py"), lib.resolve("target_answers.py"));
    Files.copy(scripts.resolve("heap/reload_keeps_heap.py"), lib.resolve("keeps_heap.py"));
    try (TestBoard board = board(settings.i2c(new I2cTarget(0x76, 0xd0, 0x58)))) {
      enterRaw(board);
      String start =
          """
          import hil
          wired = dict(sda="GP4", scl="GP5", address=0x76, register=0xd0, value=0x58)
          hil.start("n0nce", "phase", "RP2040", wired)
          """;
      String talked = exec(board, start + "import target_answers as t\nhil.run(t.talk)\n");
      assertThat(talked).contains("\"ok\":true").contains("\"is\":\"end\"");
      assertThat(talked).doesNotContain("\"ok\":false").doesNotContain("Traceback");
      String filled = exec(board, start + "import keeps_heap as t\nhil.run(t.fill)\n");
      assertThat(filled).contains("kept_after_memory_error").doesNotContain("Traceback");
    }
  }

  @Test
  void a_ctrl_c_at_any_moment_leaves_a_repl_that_works() throws Exception {
    List<String> bodies = List.of("pass", "time.monotonic()", "time.sleep(0.001)", "time.sleep(9)");
    try (TestBoard board = board(settings)) {
      enterRaw(board);
      for (int i = 0; i < 40; i++) {
        String body = bodies.get(i % bodies.size());
        board.ask("import time\nwhile True: " + body + "\u0004", "OK");
        assertThat(board.ask("\u0003", "\u0004>")).as(body).contains("KeyboardInterrupt: \r\n");
        assertThat(exec(board, "print(" + i + ")")).isEqualTo(i + "\r\n\u0004");
      }
    }
  }

  @Test
  void a_ctrl_c_in_the_middle_of_a_collection_ends_the_code_as_any_other() throws Exception {
    try (TestBoard board = board(settings)) {
      enterRaw(board);
      for (int i = 0; i < 25; i++) {
        board.ask(
            "import gc\nkept = [[] for _ in range(2000)]\nwhile True: gc.collect()\u0004", "OK");
        assertThat(board.ask("\u0003", "\u0004>")).contains("KeyboardInterrupt: \r\n");
        assertThat(exec(board, "print(" + i + ")")).isEqualTo(i + "\r\n\u0004");
      }
    }
  }

  @Test
  void a_bus_without_pull_ups_is_refused() throws Exception {
    try (TestBoard board = board(settings)) {
      enterRaw(board);
      assertThat(exec(board, "import board\nboard.STEMMA_I2C()"))
          .contains("RuntimeError: No pull up found on SDA or SCL; check your wiring");
    }
  }

  @Test
  void each_family_has_its_heap_and_it_stays_over_reloads() throws Exception {
    assertFreeAndStays(settings, 171_104);
    assertFreeAndStays(espressif(), 2_048_064);
    assertFreeAndStays(nordic(), 102_400);
  }

  private void assertFreeAndStays(TestBoard.Settings of, int bytes) throws Exception {
    String[] free = freeAfterReloads(of).split(" ");
    assertThat(free).containsOnly(free[0]);
    assertThat(Integer.parseInt(free[0])).isBetween(bytes - 512, bytes + 512);
  }

  @Test
  void lost_heap_is_a_trait_of_a_demonstration() throws Exception {
    String[] free = freeAfterReloads(settings.trait("reload-leak", "512")).split(" ");
    assertThat(Integer.parseInt(free[0]) - Integer.parseInt(free[2])).isEqualTo(1024);
  }

  private String freeAfterReloads(TestBoard.Settings of) throws Exception {
    try (TestBoard board = board(of)) {
      enterRaw(board);
      StringBuilder seen = new StringBuilder();
      for (int i = 0; i < 3; i++) {
        String free = exec(board, "import gc\ngc.collect()\nprint(gc.mem_free())");
        seen.append(free.substring(0, free.indexOf('\r'))).append(i < 2 ? " " : "");
        board.ask("\u0004", "exit\r\n>");
      }
      return seen.toString();
    }
  }

  @Test
  void a_write_by_the_host_stops_code_and_runs_the_new_one() throws Exception {
    Path code = settings.drive().resolve("code.py");
    Files.writeString(code, "while True:\n    print('running')\n");
    try (TestBoard board = board(settings.opening(false))) {
      assertThat(board.await(s -> board.events().contains("usb attached"))).isTrue();
      board.openConsole();
      assertThat(board.await(s -> s.contains("running"))).isTrue();
      Files.writeString(code, "import supervisor\nprint(supervisor.runtime.run_reason)\n");
      board.firmware().driveWritten();
      awaitPrompt(board);
      assertThat(board.sent())
          .contains("\r\nCode stopped by auto-reload. Reloading soon.\r\n")
          .contains("supervisor.RunReason.AUTO_RELOAD\r\n");
    }
  }

  @Test
  void boot_py_speaks_into_boot_out() throws Exception {
    Files.writeString(settings.drive().resolve("boot.py"), "print('early')\n");
    try (TestBoard board = board(settings)) {
      awaitPrompt(board);
    }
    assertThat(settings.drive().resolve("boot_out.txt"))
        .hasContent(
            """
            Adafruit CircuitPython 10.2.0 on 2026-11-22; Raspberry Pi Pico with rp2040
            Board ID:raspberry_pi_pico
            UID:0102030405060708
            boot.py output:
            early
            """);
  }

  @Test
  void an_end_leaves_no_process_and_no_thread() throws Exception {
    try (TestBoard board = board(settings)) {
      enterRaw(board);
      board.ask("while True: pass\u0004", "OK");
    }
    assertThat(ProcessHandle.current().children().filter(p -> named(p, "micropython"))).isEmpty();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(t -> t.getName().startsWith("circuitpython"));
  }

  private static boolean named(ProcessHandle process, String part) {
    return process.info().commandLine().filter(c -> c.contains(part)).isPresent();
  }
}
