package org.hilfarm.drivers.flash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import org.hilfarm.firmware.MalformedImageException;
import org.hilfarm.firmware.Uf2File;
import org.hilfarm.model.board.FlashMethod;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.virtual.fault.FaultStage;
import org.hilfarm.virtual.fault.PlannedFault;
import org.junit.jupiter.api.Test;

/** What every flasher of UF2 drives promises beyond that. */
abstract class Uf2FlasherContract extends FlasherContract {
  Uf2FlasherContract(FlashMethod method, Path folder) {
    super(method, folder);
  }

  @Override
  void blameSilence(FaultStage stage, Fault fault) {
    assertThat(fault.kind()).isEqualTo(FaultKind.BOOTLOADER_STUCK);
    assertThat(fault.text()).contains(" stays although the whole image was copied: waited ");
  }

  @Override
  void judgeImageThatDoesNotStart(FlashOutcome outcome) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            FlashOutcome.Failed.class,
            failed -> {
              assertThat(failed.fault().kind()).isEqualTo(FaultKind.NEVER_STARTED);
              assertThat(failed.fault().text())
                  .endsWith(
                      " at port 1-1.1 came back as its bootloader: it did not get the whole image,"
                          + " or the image does not start");
            });
  }

  /** UF2 blocks cut texts in two, so the flash is changed and packed again. */
  @Override
  byte[] withoutBanner(byte[] image) {
    try {
      Uf2File file = Uf2File.parse(image);
      byte[] flash = file.flash();
      Arrays.fill(flash, 0x8000, 0x9000, (byte) 0);
      return Uf2File.of(file.family(), file.start(), flash).encode();
    } catch (MalformedImageException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_bootloader_without_a_drive_is_called_that() throws Exception {
    try (FlashBench bench =
        benchOfNoAnswer(
                PlannedFault.always(
                    FlashBench.SERIAL,
                    FaultStage.CONNECT,
                    org.hilfarm.virtual.fault.FaultKind.MISSING_DRIVE))
            .inBootloader()) {
      assertThat(bench.flash(bench.goodImage(), FlashBench.plenty()))
          .isInstanceOfSatisfying(
              FlashOutcome.Failed.class,
              failed -> {
                assertThat(failed.fault().kind()).isEqualTo(FaultKind.DRIVE_MISSING);
                assertThat(failed.fault().text())
                    .contains(" at port 1-1.1 shows no bootloader drive, nothing was written: ");
              });
    }
  }

  @Test
  void a_bootloader_that_stays_with_the_whole_image_is_called_stuck() throws Exception {
    try (FlashBench bench =
        benchOfNoAnswer(
                PlannedFault.always(
                    FlashBench.SERIAL,
                    FaultStage.VERIFY,
                    org.hilfarm.virtual.fault.FaultKind.STUCK_BOOTLOADER))
            .inBootloader()) {
      assertThat(bench.flash(bench.goodImage(), FlashBench.plenty()))
          .isInstanceOfSatisfying(
              FlashOutcome.Failed.class,
              failed -> assertThat(failed.fault().kind()).isEqualTo(FaultKind.BOOTLOADER_STUCK));
    }
  }

  @Test
  void an_image_of_another_family_is_refused_and_nothing_written() throws Exception {
    try (FlashBench bench = bench().inBootloader()) {
      Uf2File file = Uf2File.parse(bench.goodImage());
      byte[] foreign = Uf2File.of(0x68ED2B88, file.start(), file.flash()).encode();

      assertThat(bench.flash(foreign, FlashBench.plenty()))
          .isInstanceOfSatisfying(
              FlashOutcome.Failed.class,
              failed -> {
                assertThat(failed.fault().kind()).isEqualTo(FaultKind.FARM_BUG);
                assertThat(failed.fault().text())
                    .startsWith("firmware.uf2 was accepted but is for UF2 family 0x68ed2b88; ")
                    .endsWith(": nothing was written");
              });
    }
  }

  @Test
  void an_image_that_writes_outside_the_application_is_refused_and_nothing_written()
      throws Exception {
    try (FlashBench bench = bench().inBootloader()) {
      Uf2File file = Uf2File.parse(bench.goodImage());
      byte[] outside =
          Uf2File.of(file.family(), bench.target.type().application().end() - 256, new byte[512])
              .encode();

      assertThat(bench.flash(outside, FlashBench.plenty()))
          .isInstanceOfSatisfying(
              FlashOutcome.Failed.class,
              failed -> {
                assertThat(failed.fault().kind()).isEqualTo(FaultKind.IMAGE_TOO_LARGE);
                assertThat(failed.fault().text())
                    .startsWith("firmware.uf2 writes 0x")
                    .endsWith(": nothing was written");
              });
    }
  }
}
