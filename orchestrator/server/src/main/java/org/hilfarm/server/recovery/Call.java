package org.hilfarm.server.recovery;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hilfarm.model.report.Blame;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.FlashReport;
import org.hilfarm.model.report.Outcome;

/** What an attempt's report says about the board it ran on. Pure. */
final class Call {
  /**
   * What a ladder may mend. Not among them: a board in another's place and wrong wiring, which take
   * a hand; an image that does not fit; and what is not the board's at all.
   */
  private static final Set<FaultKind> MENDABLE =
      EnumSet.of(
          FaultKind.NO_ANSWER,
          FaultKind.NEVER_STARTED,
          FaultKind.IMAGE_NOT_RUNNING,
          FaultKind.BOARD_MISSING,
          FaultKind.DRIVE_MISSING,
          FaultKind.BOOTLOADER_STUCK,
          FaultKind.FLASH_FAILED,
          FaultKind.FLASH_TOO_SLOW,
          FaultKind.DISCONNECTED,
          FaultKind.POWER_SWITCH_FAILED,
          FaultKind.RECORDS_LOST);

  /** With these nothing was written yet. */
  private static final Set<FaultKind> BEFORE_WRITING =
      EnumSet.of(
          FaultKind.BOARD_MISSING,
          FaultKind.BOARD_MOVED,
          FaultKind.BOOTLOADER_STUCK,
          FaultKind.DRIVE_MISSING,
          FaultKind.POWER_SWITCH_FAILED,
          FaultKind.IMAGE_TOO_LARGE,
          FaultKind.TOOL_MISSING,
          FaultKind.FARM_BUG,
          FaultKind.LEASE_EXPIRED,
          FaultKind.CANCELLED);

  private Call() {}

  /** The fault for which the board is to be recovered; empty where there is none. */
  static Optional<Fault> of(BoardReport report) {
    return faults(report).filter(f -> MENDABLE.contains(f.kind())).findFirst();
  }

  /** The first kind of fault, whoever is to blame. */
  static Optional<FaultKind> fault(BoardReport report) {
    return faults(report).map(Fault::kind).findFirst();
  }

  /** Whether the rack is to blame for anything. */
  static boolean blamesRack(BoardReport report) {
    return faults(report).anyMatch(f -> f.blame() == Blame.RACK);
  }

  /** Whether an image was written, or begun. */
  static boolean flashed(BoardReport report) {
    return switch (report.flash()) {
      case FlashReport.Running running -> true;
      case FlashReport.NotRunning not -> !BEFORE_WRITING.contains(not.fault().kind());
    };
  }

  private static Stream<Fault> faults(BoardReport report) {
    Stream<Fault> ofFlash =
        report.flash() instanceof FlashReport.NotRunning not
            ? Stream.of(not.fault())
            : Stream.empty();
    return Stream.concat(ofFlash, report.scripts().stream().flatMap(s -> of(s.outcome())));
  }

  private static Stream<Fault> of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Failed failed -> Stream.of(failed.fault());
      case Outcome.NotRun not -> Stream.of(not.fault());
      case Outcome.Passed passed -> Stream.empty();
      case Outcome.Skipped skipped -> Stream.empty();
    };
  }
}
