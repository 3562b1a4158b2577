package org.hilfarm.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.reset.Judgement;
import org.hilfarm.model.reset.PowerCut;
import org.hilfarm.model.reset.ResetReason;
import org.hilfarm.model.reset.ResetRecord;
import org.hilfarm.model.reset.RunReason;
import org.hilfarm.model.reset.SafeModeReason;
import org.hilfarm.model.reset.Stimulus;
import org.hilfarm.model.reset.UartWords;
import org.hilfarm.model.reset.Witnesses;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.Reports;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.rackapi.WorkOffer;
import org.hilfarm.wire.runapi.Accepted;
import org.hilfarm.wire.runapi.RunView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestPostgres.Shared.class)
class WitnessesTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final ResetRecord START =
      new ResetRecord(
          3,
          NOON,
          Stimulus.NONE,
          new Witnesses(
              Optional.of(ResetReason.WATCHDOG),
              Optional.of(SafeModeReason.WATCHDOG),
              Optional.of(RunReason.STARTUP),
              Optional.of("rst:0x8 (TG1WDT_SYS_RST),boot:0x8 (SPI_FAST_FLASH_BOOT)"),
              Optional.of(NOON.plusMillis(10)),
              Optional.of(NOON.plusMillis(20)),
              Optional.of(
                  new UartWords(
                      2,
                      Optional.of("0x40028200 in gc_collect"),
                      Optional.of("Guru Meditation Error"),
                      List.of("0x400d1231 in mark", "0x400d2f0d in gc_collect"),
                      false)),
              Optional.of(new PowerCut(NOON.minusMillis(600), NOON.minusMillis(100))),
              Optional.of("Adafruit CircuitPython 10.2.1\nBoard ID:x")),
          Judgement.UNEXPECTED,
          "it says so");

  @Test
  void every_witness_of_a_start_is_in_the_database_and_the_view(
      @TempDir Path folder, TestPostgres postgres) throws Exception {
    String url = postgres.fresh();
    try (Orchestrator farm = Orchestrator.start(Farms.settings(folder, url));
        FakeAgent agent = new FakeAgent(farm);
        Http submitter = Http.submitter(farm)) {
      agent.hello(board(PICO, "P1"));
      Accepted accepted =
          Json.read(
              submitter
                  .submit(Map.of(Firmware.fileName(PICO), Firmware.image(PICO)), "?name=PR")
                  .body(),
              Accepted.class);
      WorkOffer offer = agent.work("P1");
      assertThat(agent.deliver(offer, report(offer)).statusCode()).isEqualTo(200);
      assertThat(row(url)).isEqualTo(EXPECTED);
      RunView view = submitter.get("/api/v1/runs/" + accepted.run(), RunView.class);
      assertThat(view.boards().getFirst().scripts().getFirst().overheard())
          .contains("rst:0x8 (TG1WDT_SYS_RST), safe mode WATCHDOG");
    }
  }

  private static final String EXPECTED =
      "3|NONE|WATCHDOG|WATCHDOG|STARTUP|rst:0x8 (TG1WDT_SYS_RST),boot:0x8 (SPI_FAST_FLASH_BOOT)"
          + "|UNEXPECTED|it says so|10|20|-600|-100|2|0x40028200 in gc_collect"
          + "|Guru Meditation Error|0x400d1231 in mark\n0x400d2f0d in gc_collect|f"
          + "|Adafruit CircuitPython 10.2.1\nBoard ID:x";

  private static String row(String url) throws Exception {
    String query =
        "select concat_ws('|', boot, stimulus, reset_reason, safe_mode_reason, run_reason,"
            + " rom_line, judgement, why, ms(usb_left), ms(usb_back), ms(power_off), ms(power_on),"
            + " rom_starts, saved_pc, panic, backtrace, uart_garbled, boot_out) from reset";
    String millis = "(extract(epoch from $1) * 1000 - extract(epoch from at) * 1000)::int";
    for (String column : List.of("usb_left", "usb_back", "power_off", "power_on")) {
      query = query.replace("ms(" + column + ")", millis.replace("$1", column));
    }
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  private static BoardReport report(WorkOffer offer) {
    BoardReport plain =
        Reports.answer(
            offer, Reports.running(offer.image()), Reports.failed(FaultKind.UNEXPECTED_RESET));
    ScriptReport first = plain.scripts().getFirst();
    ScriptReport with =
        new ScriptReport(
            first.script(),
            first.outcome(),
            first.checks(),
            first.measures(),
            List.of(START),
            first.started(),
            first.wall(),
            first.boardBusy());
    return new BoardReport(
        plain.job(),
        plain.attempt(),
        plain.rack(),
        plain.board(),
        plain.boardType(),
        plain.flash(),
        List.of(with, plain.scripts().getLast()),
        List.of(START),
        plain.attachments(),
        plain.started(),
        plain.finished());
  }
}
