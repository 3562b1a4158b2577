package org.hilfarm.drivers.seat;

import java.util.Optional;
import java.util.Set;
import org.hilfarm.drivers.console.DebugUartListener;
import org.hilfarm.drivers.console.Transcript;
import org.hilfarm.drivers.reset.RomTalk;
import org.hilfarm.model.board.DebugUart;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.FlashReport;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.report.ScriptReport;

/**
 * What a board's debug UART adds to a report: where the board is silent or gone, the fault's text
 * ends with its last words. It proves nothing, since a firmware can say there what it likes.
 *
 * @param listener empty where nobody listens to this board
 */
public record Overheard(Optional<DebugUartListener> listener) implements AutoCloseable {
  private static final Set<FaultKind> SILENT_OR_GONE =
      Set.of(
          FaultKind.NO_ANSWER,
          FaultKind.NEVER_STARTED,
          FaultKind.BOARD_MISSING,
          FaultKind.BOOTLOADER_STUCK,
          FaultKind.DISCONNECTED,
          FaultKind.RECORDS_LOST);

  /** Listens where the slot names a debug UART. */
  public static Overheard at(Bench bench) {
    return new Overheard(
        bench
            .slot()
            .debugUart()
            .map(uart -> new DebugUartListener(bench.root(), uart, bench.clock())));
  }

  public Optional<Transcript> transcript() {
    return listener.map(DebugUartListener::transcript);
  }

  public Fault beside(Fault fault) {
    return listener
        .filter(l -> SILENT_OR_GONE.contains(fault.kind()))
        .map(l -> new Fault(fault.kind(), sentence(fault.text()) + " " + l.lastWords() + hint(l)))
        .orElse(fault);
  }

  private static String hint(DebugUartListener listener) {
    return RomTalk.in(listener.saidSince(0)).words().garbled() ? " " + garbled(listener) : "";
  }

  /** What to do where a UART is heard at the wrong speed. */
  static String garbled(DebugUartListener listener) {
    return "The text on its debug UART is garbled: is the baud rate %d right? It is debug_uart.baud of the slot in the rack's file; %d is usual."
        .formatted(listener.baud(), DebugUart.USUAL_BAUD);
  }

  private static String sentence(String text) {
    return text.endsWith(".") ? text : text + ".";
  }

  public FlashReport beside(FlashReport report) {
    return switch (report) {
      case FlashReport.Running running -> running;
      case FlashReport.NotRunning not -> new FlashReport.NotRunning(beside(not.fault()));
    };
  }

  public ScriptReport beside(ScriptReport report) {
    return switch (report.outcome()) {
      case Outcome.Passed passed -> report;
      case Outcome.Skipped skipped -> report;
      case Outcome.Failed failed -> with(report, new Outcome.Failed(beside(failed.fault())));
      case Outcome.NotRun not -> with(report, new Outcome.NotRun(beside(not.fault())));
    };
  }

  private static ScriptReport with(ScriptReport report, Outcome outcome) {
    return new ScriptReport(
        report.script(),
        outcome,
        report.checks(),
        report.measures(),
        report.resets(),
        report.started(),
        report.wall(),
        report.boardBusy(),
        report.heap(),
        report.power());
  }

  @Override
  public void close() {
    listener.ifPresent(DebugUartListener::close);
  }
}
