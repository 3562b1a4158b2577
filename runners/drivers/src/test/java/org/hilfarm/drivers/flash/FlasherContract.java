package org.hilfarm.drivers.flash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.hilfarm.model.board.FlashMethod;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.report.Fault;
import org.hilfarm.process.Tools;
import org.hilfarm.time.Deadline;
import org.hilfarm.virtual.fault.FaultKind;
import org.hilfarm.virtual.fault.FaultStage;
import org.hilfarm.virtual.fault.PlannedFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every flasher promises, on a virtual board with the real tools. */
abstract class FlasherContract {
  private final FlashMethod method;
  private final Path folder;

  FlasherContract(FlashMethod method, @TempDir Path folder) {
    this.method = method;
    this.folder = folder;
  }

  FlashBench bench(PlannedFault... faults) throws Exception {
    return new FlashBench(folder, method, faults);
  }

  /** The same for a board that will not do anything any more. */
  FlashBench benchOfNoAnswer(PlannedFault... faults) throws Exception {
    return new FlashBench(folder, method, FlashBench.FAST, faults);
  }

  private static PlannedFault fault(FaultStage stage, FaultKind kind, double at) {
    return PlannedFault.always(FlashBench.SERIAL, stage, kind, at);
  }

  private static Fault failure(FlashOutcome outcome) {
    assertThat(outcome).isInstanceOf(FlashOutcome.Failed.class);
    Fault fault = ((FlashOutcome.Failed) outcome).fault();
    assertThat(outcome.log()).contains(fault.toString());
    return fault;
  }

  /** What a board that falls silent comes to be called. */
  abstract void blameSilence(FaultStage stage, Fault fault);

  /** What becomes of a well-formed image that no board starts. */
  abstract void judgeImageThatDoesNotStart(FlashOutcome outcome);

  /** The image with every trace of a version banner taken out. */
  abstract byte[] withoutBanner(byte[] image);

  @Test
  void a_good_image_is_written_started_and_its_progress_told() throws Exception {
    try (FlashBench bench = bench().inBootloader()) {
      byte[] image = bench.goodImage();

      FlashOutcome outcome = bench.flash(image, FlashBench.plenty());

      assertThat(outcome)
          .as(outcome.log())
          .isInstanceOfSatisfying(
              FlashOutcome.Written.class, w -> assertThat(w.digest()).isEqualTo(Sha256.of(image)));
      assertThat(bench.nextStart().banner().version()).isEqualTo(FlashBench.VERSION);
      assertThat(bench.progress).isSorted().doesNotHaveDuplicates().endsWith(100);
      assertThat(bench.progress).hasSizeGreaterThan(2);
    }
  }

  @Test
  void a_board_that_is_due_before_this_machine_could_notice_is_waited_for() throws Exception {
    try (FlashBench bench = new FlashBench(folder, method, 2000).inBootloader()) {
      FlashOutcome outcome = bench.flash(bench.goodImage(), FlashBench.plenty());

      assertThat(outcome).as(outcome.log()).isInstanceOf(FlashOutcome.Written.class);
    }
  }

  @Test
  void silence_before_the_first_byte_ends_as_a_fault() throws Exception {
    silenceAt(FaultStage.CONNECT, 0);
  }

  @Test
  void silence_at_half_ends_as_a_fault() throws Exception {
    silenceAt(FaultStage.FLASHING, 0.5);
  }

  @Test
  void silence_after_the_last_byte_ends_as_a_fault() throws Exception {
    silenceAt(FaultStage.VERIFY, 0);
  }

  private void silenceAt(FaultStage stage, double at) throws Exception {
    PlannedFault silence = fault(stage, FaultKind.SILENCE, at);
    try (FlashBench bench = benchOfNoAnswer(silence).inBootloader()) {
      Fault fault = failure(bench.flash(bench.goodImage(), FlashBench.plenty()));
      assertThat(fault.text()).contains(bench.target.type().id() + " at port 1-1.1");
      blameSilence(stage, fault);
    }
  }

  @Test
  void a_disconnect_at_half_is_called_one() throws Exception {
    try (FlashBench bench =
        bench(fault(FaultStage.FLASHING, FaultKind.DISCONNECT, 0.5)).inBootloader()) {
      Fault fault = failure(bench.flash(bench.goodImage(), FlashBench.plenty()));

      assertThat(fault.kind()).isEqualTo(org.hilfarm.model.report.FaultKind.DISCONNECTED);
      assertThat(fault.text()).contains(" at port 1-1.1 left the bus ");
    }
  }

  @Test
  void a_slow_flash_is_ended_at_its_deadline() throws Exception {
    PlannedFault slow = fault(FaultStage.FLASHING, FaultKind.SLOW_FLASH, 1000);
    try (FlashBench bench = new FlashBench(folder, method, 5, slow).inBootloader()) {
      Deadline tooSoon = Deadline.after(Duration.ofMillis(2500));

      Fault fault = failure(bench.flash(bench.goodImage(), tooSoon));

      assertThat(fault.kind()).isEqualTo(org.hilfarm.model.report.FaultKind.FLASH_TOO_SLOW);
      assertThat(fault.text()).contains(" at port 1-1.1 was not ").contains(" within 2500 ms");
    }
  }

  @Test
  void an_image_that_does_not_start_is_never_taken_for_one_that_runs() throws Exception {
    try (FlashBench bench = bench().inBootloader()) {
      judgeImageThatDoesNotStart(
          bench.flash(withoutBanner(bench.goodImage()), FlashBench.plenty()));
    }
  }

  @Test
  void a_file_that_is_not_the_image_is_refused_and_nothing_written() throws Exception {
    try (FlashBench bench = bench().inBootloader()) {
      Sha256 other = Sha256.of(new byte[] {1});

      Fault fault =
          failure(bench.flash(bench.goodImage(), other, Tools.here(), FlashBench.plenty()));

      assertThat(fault.kind()).isEqualTo(org.hilfarm.model.report.FaultKind.FARM_BUG);
      assertThat(fault.text()).contains(" is not the image firmware.").contains(other.brief());
      assertThat(bench.progress).isEmpty();
    }
  }

  @Test
  void a_missing_tool_is_named_with_its_remedy() throws Exception {
    try (FlashBench bench = bench().inBootloader()) {
      byte[] image = bench.goodImage();

      Fault fault =
          failure(
              bench.flash(
                  image, Sha256.of(image), new Tools(List.of(folder)), FlashBench.plenty()));

      assertThat(fault.kind()).isEqualTo(org.hilfarm.model.report.FaultKind.TOOL_MISSING);
      assertThat(fault.text())
          .contains(" at port 1-1.1 was not written: the program ")
          .endsWith("run ./farm setup");
    }
  }

  @Test
  void a_board_that_is_not_there_is_called_disconnected() throws Exception {
    FlashBench bench = bench();
    bench.close();
    try (FlashBench gone = bench) {
      Fault fault = failure(gone.flash(gone.goodImage(), Deadline.after(Duration.ofMillis(200))));

      assertThat(fault.kind()).isEqualTo(org.hilfarm.model.report.FaultKind.DISCONNECTED);
      assertThat(fault.text()).contains(" at port 1-1.1").contains("seen last: nothing");
    }
  }

  @Test
  void an_interrupt_ends_it_at_once_with_all_it_started() throws Exception {
    try (FlashBench bench =
        bench(fault(FaultStage.FLASHING, FaultKind.SLOW_FLASH, 1000)).inBootloader()) {
      byte[] image = bench.goodImage();
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      Thread flashing =
          Thread.ofPlatform()
              .start(
                  () -> thrown.set(catchThrowable(() -> bench.flash(image, FlashBench.plenty()))));
      assertThat(bench.begun.await(30, TimeUnit.SECONDS)).isTrue();

      flashing.interrupt();

      flashing.join();
      assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    }
  }
}
