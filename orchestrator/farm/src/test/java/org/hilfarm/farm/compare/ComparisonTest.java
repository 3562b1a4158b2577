package org.hilfarm.farm.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.hilfarm.farm.compare.judge.Difference;
import org.hilfarm.farm.compare.judge.Findings;
import org.hilfarm.farm.compare.judge.Judged;
import org.hilfarm.farm.compare.judge.KnownDifferences;
import org.hilfarm.farm.compare.session.Session;
import org.hilfarm.farm.compare.session.Step;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.I2cTarget;
import org.hilfarm.model.board.Slot;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.virtual.demo.DemonstrationImage;
import org.hilfarm.virtual.demo.Variant;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.hilfarm.wire.config.Configs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two virtual boards, of which the one in the emulated board's place has another device wired. */
class ComparisonTest {
  private static final KnownDifferences NONE = new KnownDifferences(List.of());

  private final Configs configs =
      Configs.load(Path.of(System.getProperty("repository.root", "../..")));
  private final Pair pair = pair();
  private final Queue<String> said = new ConcurrentLinkedQueue<>();
  private final Path folder;

  ComparisonTest(@TempDir Path folder) throws Exception {
    this.folder = folder;
  }

  private Pair pair() {
    Pair real = Pair.of(configs);
    Slot place = real.emulated();
    Slot other =
        new Slot(
            place.id(),
            place.port(),
            place.boardType(),
            place.serial(),
            place.abilities(),
            place.usbData(),
            Optional.of(new I2cTarget(0x76, 0xd0, 0x60)));
    return new Pair(real.type(), real.virtual(), other);
  }

  private Candidate candidate(Variant variant) throws Exception {
    byte[] uf2 = new DemonstrationImage(pair.type(), "10.2.0", variant, 1).uf2();
    return Candidate.read(Files.write(folder.resolve("firmware.uf2"), uf2), pair.type());
  }

  private Findings compare(Candidate candidate, Programme programme) throws Exception {
    return new Comparison(configs, pair, VirtualRackOptions.real().withRate(10), folder, said::add)
        .of(candidate, programme, NONE);
  }

  private static Session session(String name, Map<String, String> files, Step... steps) {
    return new Session(name, "about " + name, files, List.of(steps));
  }

  @Test
  void both_boards_are_flashed_and_do_the_same_and_only_what_differs_is_found() throws Exception {
    Session bus =
        session(
            "bus",
            Map.of("held.py", "kept = 7\n"),
            new Step.Typed("import gc; open('/held.py').read()"),
            new Step.Keys("gc.mem_free()\r", ">>> "),
            new Step.Raw(
                "a register",
                """
                import busio, board
                i = busio.I2C(board.GP5, board.GP4)
                i.try_lock()
                b = bytearray(1)
                i.writeto_then_readfrom(0x76, b'\\xd0', b)
                print(b)
                """),
            new Step.Typed("import microcontroller"),
            new Step.Resets("microcontroller.reset()"),
            new Step.Typed("held"));
    Programme programme =
        new Programme(
            List.of(bus),
            List.of(
                Objects.requireNonNull(configs.scripts().get(new ScriptId("i2c/target_answers")))));
    Findings findings = compare(candidate(Variant.GOOD), programme);

    assertThat(findings.items())
        .extracting(Judged::name)
        .containsExactly("bus", "i2c/target_answers");
    assertThat(findings.unlisted())
        .extracting(Difference::where)
        .contains("bus: raw a register", "i2c/target_answers: records")
        .doesNotContain(
            "i2c/target_answers: console", "bus: >>> held", "bus: keys gc.mem_free()\\r");
    assertThat(findings.unlisted().getFirst().virtual()).contains("bytearray(b'X')");
    assertThat(findings.unlisted().getFirst().emulated()).contains("bytearray(b'`')");
    Judged first = findings.items().getFirst();
    assertThat(first.passages()).hasSize(6);
    assertThat(first.virtual().chapters().getFirst().lines()).contains("'kept = 7\\\\n'");
    assertThat(first.virtual().chapters().getLast().lines())
        .contains("NameError: name 'held' isn't defined");
    assertThat(findings.items().getLast().virtual().outcome()).isEqualTo("passed");
    assertThat(said)
        .contains("virtual   flashing firmware.uf2", "emulated  flashing firmware.uf2")
        .anyMatch(s -> s.matches("virtual +2 of 2: i2c/target_answers passed, .* s of its time"));
  }

  @Test
  void a_board_that_stops_answering_is_a_difference_and_no_end_of_the_comparison()
      throws Exception {
    Session silent =
        session(
            "silent",
            Map.of(),
            new Step.Typed("1+1"),
            new Step.Resets("2+2"),
            new Step.Typed("not reached"));
    Session next = session("next", Map.of(), new Step.Typed("3+3"));
    Findings findings =
        compare(candidate(Variant.GOOD), new Programme(List.of(silent, next), List.of()));
    List<Judged.Passage> passages = findings.items().getFirst().passages();
    assertThat(passages).hasSize(2);
    assertThat(passages.getLast().runs().getFirst().virtual())
        .endsWith("(what was waited for did not come within 30 s of board time)");
    assertThat(findings.items().getLast().virtual().chapters().getFirst().lines()).contains("6");
  }

  @Test
  void a_firmware_that_never_starts_is_no_comparison() throws Exception {
    Candidate dead = candidate(Variant.UNBOOTABLE);
    Programme programme =
        new Programme(List.of(session("x", Map.of(), new Step.Typed("1"))), List.of());
    assertThatThrownBy(() -> compare(dead, programme))
        .hasMessage("the virtual board could not be compared")
        .cause()
        .hasMessageContaining("NEVER_STARTED");
  }

  @Test
  void what_is_no_firmware_for_this_board_is_refused_in_words() throws Exception {
    Path file = folder.resolve("bad.uf2");
    assertThatThrownBy(() -> Candidate.read(file, pair.type()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(file + ": there is no such file");
    Files.write(file, new byte[700]);
    assertThatThrownBy(() -> Candidate.read(file, pair.type()))
        .hasMessageStartingWith(file + ": no whole UF2 file: its size, 700 bytes");
    BoardType feather = configs.type(new BoardTypeId("adafruit_feather_rp2040"));
    Files.write(file, new DemonstrationImage(feather, "10.2.0", Variant.GOOD, 1).uf2());
    assertThatThrownBy(() -> Candidate.read(file, pair.type()))
        .hasMessageContaining("it is for \"" + feather.bannerName() + "\"");
  }

  @Test
  void a_script_for_another_firmware_is_left_out_with_the_reason() {
    assertThat(whyNot("i2c/machine_target_answers"))
        .isEqualTo("is a script for MicroPython, and a raspberry_pi_pico runs CircuitPython");
    assertThat(whyNot("i2c/target_answers")).isEmpty();
  }

  private String whyNot(String script) {
    return pair.whyNot(Objects.requireNonNull(configs.scripts().get(new ScriptId(script))))
        .orElse("");
  }

  @Test
  void only_what_is_named_is_done_and_a_wrong_name_is_told_the_right_ones() {
    Session one = session("one", Map.of(), new Step.Typed("1"));
    Programme all = new Programme(List.of(one), List.copyOf(configs.scripts().values()));
    assertThat(all.only(List.of("one", "watchdog/reset_bites")).names())
        .containsExactly("one", "watchdog/reset_bites");
    assertThatThrownBy(() -> all.only(List.of("nosuch")))
        .hasMessageStartingWith("nothing to compare is called [nosuch]; there are [one, ");
  }
}
