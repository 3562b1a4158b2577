package org.hilfarm.virtual.life;

import java.nio.charset.StandardCharsets;
import org.hilfarm.model.board.Family;
import org.hilfarm.virtual.board.ResetCause;
import org.hilfarm.virtual.fault.FaultKind;
import org.hilfarm.virtual.fault.FaultStage;
import org.hilfarm.virtual.flash.FlashMap;

/** The ways into a board's bootloaders. Called on the board's thread. */
public final class Bootloaders {
  /** What TinyUF2's second stage carries in a virtual board's flash. */
  public static final String TINYUF2_MARK = "TinyUF2 second stage";

  private Bootloaders() {}

  /** What a chip without an application does. */
  public static void withoutApplication(Board board, ResetCause cause) {
    if (hasUf2(board)) {
      enter(board, new Uf2Bootloader(board, cause));
    } else {
      board.become(new Nothing());
    }
  }

  /** {@code RunMode.UF2}; an ESP32-S2 without TinyUF2 just starts again (#5426, #5870). */
  static void uf2(Board board) {
    if (hasUf2(board)) {
      enter(board, new Uf2Bootloader(board, ResetCause.SOFTWARE));
    } else {
      board.restart(ResetCause.SOFTWARE);
    }
  }

  /** What a 1200-baud touch leads to (supervisor/shared/usb/usb_device.c and the ports). */
  static void touched(Board board) {
    enter(
        board,
        switch (board.type().family()) {
          case ESP32S2 -> new RomDownload(board);
          case NRF52840 -> new SerialBootloader(board);
          case RP2040 -> new Uf2Bootloader(board, ResetCause.SOFTWARE);
        });
  }

  private static void enter(Board board, Life bootloader) {
    boolean silent = board.faults().strikes(FaultStage.ENTRY, FaultKind.SILENCE);
    board.become(silent ? new Nothing() : bootloader);
  }

  private static boolean hasUf2(Board board) {
    if (board.type().family() != Family.ESP32S2) {
      return true;
    }
    byte[] secondStage =
        board
            .flash()
            .read(FlashMap.SECOND_STAGE, FlashMap.SECOND_STAGE_END - FlashMap.SECOND_STAGE);
    return new String(secondStage, StandardCharsets.ISO_8859_1).contains(TINYUF2_MARK);
  }
}
