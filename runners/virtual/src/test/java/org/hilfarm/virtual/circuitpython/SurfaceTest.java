package org.hilfarm.virtual.circuitpython;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hilfarm.model.board.Family;
import org.hilfarm.process.Tools;
import org.hilfarm.virtual.board.ResetCause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What scripts find on a virtual board beyond the recorded steps. */
class SurfaceTest {
  private static String run(TestBoard.Settings settings, Path work, String source)
      throws Exception {
    try (TestBoard board = new TestBoard(CircuitPython.factory(Tools.here(), work), settings)) {
      board.start(ResetCause.POWER_ON);
      assertThat(board.await(s -> s.endsWith("CTRL-D to reload.\r\n"))).as(board.sent()).isTrue();
      board.ask("\r", ">>> ");
      board.ask("\u0001", "exit\r\n>");
      String answer = board.ask(source + "\u0004", "\u0004>");
      return answer.substring(2, answer.length() - 2).replace("\r\n", "\n").replace("\u0004", "");
    }
  }

  private static String pico(Path work, Path drive, String source) throws Exception {
    return run(TestBoard.Settings.pico(drive), work, source);
  }

  @Test
  void every_listed_module_can_be_imported_and_takes_no_heap(@TempDir Path work, @TempDir Path d)
      throws Exception {
    String source =
        """
        import gc, io
        names = (
            "__future__ _asyncio _bleio _eve _pixelmap adafruit_bus_device adafruit_pixelbuf aesio"
            " alarm analogbufio analogio array atexit audiobusio audiocore audiomixer audiomp3"
            " audiopwmio audiospeed binascii bitbangio bitmapfilter bitmaptools bitops board"
            " builtins busdisplay busio codeop collections countio digitalio displayio"
            " epaperdisplay errno floppyio fontio fourwire framebufferio gc getpass gifio hashlib"
            " i2cdisplaybus i2cioexpander i2ctarget imagecapture io jpegio json keypad"
            " keypad_demux locale lvfontio math memorymap microcontroller micropython msgpack"
            " neopixel_write nvm onewireio os paralleldisplaybus picodvi pulseio pwmio qrio"
            " rainbowio random re rgbmatrix rotaryio rp2pio rtc sdcardio select sharpdisplay"
            " storage struct supervisor synthio sys terminalio tilepalettemapper time touchio"
            " traceback ulab usb usb_cdc usb_hid usb_host usb_midi usb_video vectorio warnings"
            " watchdog zlib"
        ).split(" ")
        gc.collect()
        before = gc.mem_free()
        for name in names:
            if repr(__import__(name)) != "<module '%s'>" % name:
                print(name)
        gc.collect()
        print(before - gc.mem_free() < 2048)
        """;
    assertThat(pico(work, d, source)).isEqualTo("True\n");
  }

  @Test
  void the_errors_code_table_lies_in_flash_and_print_to_no_file_raises_the_boards_error(
      @TempDir Path work, @TempDir Path drive) throws Exception {
    String source =
        """
        import errno
        for change in (errno.errorcode.clear, errno.errorcode.popitem):
            try:
                change()
            except TypeError:
                print(errno.errorcode[5])
        try:
            print(file=1)
        except OSError:
            print("OSError")
        """;
    assertThat(pico(work, drive, source)).isEqualTo("EIO\nEIO\nOSError\n");
  }

  @Test
  void an_empty_group_of_a_pattern_is_where_the_group_before_it_ends(
      @TempDir Path work, @TempDir Path drive) throws Exception {
    String source =
        """
        import re
        m = re.match(r"([0-9]*)(([a-z]*)([0-9]*))", "1234\u2764567")
        print([m.span(i) for i in range(5)])
        """;
    assertThat(pico(work, drive, source)).isEqualTo("[(0, 4), (0, 4), (4, 4), (4, 4), (4, 4)]\n");
  }

  @Test
  void a_class_that_is_not_modelled_says_so(@TempDir Path work, @TempDir Path drive)
      throws Exception {
    assertThat(pico(work, drive, "import rp2pio\nrp2pio.StateMachine(b'', 1)"))
        .endsWith("NotImplementedError: rp2pio.StateMachine is not modelled by a virtual board\n");
  }

  @Test
  void what_is_below_the_board_cannot_be_imported(@TempDir Path work, @TempDir Path drive)
      throws Exception {
    String source =
        """
        for name in ("ffi", "uctypes", "vfs", "socket", "machine", "_link", "_pins", "driver"):
            try:
                __import__(name)
                print(name)
            except ImportError:
                pass
        """;
    assertThat(pico(work, drive, source)).isEmpty();
  }

  @Test
  void a_script_reads_a_board_s_texts_of_errors(@TempDir Path work, @TempDir Path drive)
      throws Exception {
    String source =
        """
        def show(*acts):
            for act in acts:
                try:
                    act()
                except Exception as e:
                    print(e)
        show(lambda: open("/nope"), lambda: [][1], lambda: 1 / 0, lambda: int("x"))
        try:
            raise OSError(116)
        except OSError as e:
            print(str(e), e.errno, repr(e))
        """;
    assertThat(pico(work, drive, source))
        .isEqualTo(
            """
            [Errno 2] No such file/directory: /nope
            index out of range
            division by zero
            invalid syntax for integer with base 10
            [Errno 116] ETIMEDOUT 116 OSError(116,)
            """);
  }

  /** 155 on a Pico with 10.2.0; wherever the farm's folder is, give or take one. */
  @Test
  void memory_ends_where_a_pico_s_does(@TempDir Path work, @TempDir Path drive) throws Exception {
    String source =
        """
        kept = []
        try:
            while True:
                kept.append(bytearray(1024))
        except MemoryError as e:
            n = len(kept)
            kept = None
            print(152 <= n <= 160 or n, e)  # a pointer by chance keeps a block, or not
        def deeper(n):
            global deepest
            deepest = n
            deeper(n + 1)
        try:
            deeper(1)
        except RuntimeError as e:
            print(58 <= deepest <= 64, e)
        """;
    String ends =
        """
        True memory allocation failed, allocating 1024 bytes
        True pystack exhausted
        """;
    Path far = Files.createDirectories(work.resolve("a-folder-far-down"));
    Path odd = Files.createDirectories(work.resolve("odd"));
    assertThat(
            List.of(
                pico(work, drive, source),
                pico(far, Files.createDirectory(far.resolve("drive")), source),
                pico(odd, Files.createDirectory(odd.resolve("drive-1")), source)))
        .containsOnly(ends);
  }

  @Test
  void a_pin_is_free_again_in_the_next_virtual_machine(@TempDir Path work, @TempDir Path drive)
      throws Exception {
    try (TestBoard board =
        new TestBoard(CircuitPython.factory(Tools.here(), work), TestBoard.Settings.pico(drive))) {
      board.start(ResetCause.POWER_ON);
      assertThat(board.await(s -> s.endsWith("CTRL-D to reload.\r\n"))).isTrue();
      board.ask("\r", ">>> ");
      board.ask("\u0001", "exit\r\n>");
      String take = "import board, pwmio\npwmio.PWMOut(board.LED)\u0004";
      assertThat(board.ask(take, "\u0004>")).isEqualTo("OK\u0004\u0004>");
      assertThat(board.ask(take, "\u0004>")).contains("ValueError: LED in use");
      board.ask("\u0004", "exit\r\n>");
      assertThat(board.ask(take, "\u0004>")).isEqualTo("OK\u0004\u0004>");
    }
  }

  @Test
  void the_watchdog_s_exception_is_no_keyboard_interrupt(@TempDir Path work, @TempDir Path drive)
      throws Exception {
    String source =
        """
        import microcontroller, watchdog
        w = microcontroller.watchdog
        w.timeout = 1
        w.mode = watchdog.WatchDogMode.RAISE
        try:
            while True:
                pass
        except KeyboardInterrupt:
            print("a Ctrl-C")
        except watchdog.WatchDogTimeout:
            print("the watchdog", issubclass(watchdog.WatchDogTimeout, Exception))
        """;
    TestBoard.Settings espressif =
        TestBoard.Settings.pico(drive).family(Family.ESP32S2, "adafruit_metro_esp32s2");
    assertThat(run(espressif, work, source)).isEqualTo("the watchdog True\n");
  }
}
