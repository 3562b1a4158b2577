package org.hilfarm.farm.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hilfarm.drivers.usb.UsbDevice;
import org.hilfarm.firmware.Firmware;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.PortPath;
import org.hilfarm.model.board.UsbId;
import org.hilfarm.model.script.Script;
import org.hilfarm.model.script.SuiteId;
import org.hilfarm.wire.config.Configs;
import org.junit.jupiter.api.Test;

class TypeOfBoardTest {
  private final BoardType pico;

  TypeOfBoardTest() throws Exception {
    pico = own().type(new BoardTypeId("raspberry_pi_pico"));
  }

  @Test
  void a_usb_id_of_one_board_type_tells_which() {
    assertThat(types(pico).of(device(pico.usb().application().id()), Optional.empty()))
        .isEqualTo(pico);
  }

  @Test
  void a_usb_id_of_several_board_types_needs_a_word() {
    BoardType clone = named("pico_clone");
    UsbDevice device = device(pico.usb().application().id());
    assertThatThrownBy(() -> types(pico, clone).of(device, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the device at port 1-4 (239a:80f4 \"Pico\") may be several boards; say which type of"
                + " board it is with --board BOARD_ID (pico_clone, raspberry_pi_pico)");
    assertThat(types(pico, clone).of(device, Optional.of(clone.id())).id()).isEqualTo(clone.id());
  }

  @Test
  void a_bootloader_is_told_from_a_stranger() {
    assertThatThrownBy(() -> types(pico).of(device(pico.usb().bootloader().id()), Optional.empty()))
        .hasMessageContaining("is a bootloader: reset the board");
  }

  @Test
  void a_board_somebody_names_is_known_by_the_usb_id_it_has() {
    UsbId own = UsbId.parse("cafe:4001");
    assertThat(types(pico).of(device(own), Optional.of(pico.id())).usb().application().id())
        .isEqualTo(own);
  }

  @Test
  void a_type_nobody_described_is_refused_with_those_there_are() {
    assertThatThrownBy(
            () ->
                types(pico)
                    .of(
                        device(pico.usb().application().id()),
                        Optional.of(new BoardTypeId("picco"))))
        .hasMessage("no board type picco in board-configs/types; there are raspberry_pi_pico");
  }

  private static TypeOfBoard types(BoardType... types) {
    return new TypeOfBoard(List.of(types));
  }

  private BoardType named(String id) {
    return new BoardType(
        new BoardTypeId(id),
        pico.family(),
        pico.name(),
        pico.usb(),
        pico.flash(),
        pico.drive(),
        pico.flashBytes(),
        pico.application(),
        pico.abilities(),
        pico.i2c());
  }

  private static UsbDevice device(UsbId id) {
    return new UsbDevice(new PortPath("1-4"), id, "", "Pico", "E661", List.of(), List.of(), "7");
  }

  @Test
  void a_pico_that_runs_micropython_is_another_type_of_the_same_board() throws Exception {
    BoardType other =
        new TypeOfBoard(own().types().values())
            .of(device(UsbId.parse("2e8a:0005")), Optional.empty());
    assertThat(other.id()).hasToString("raspberry_pi_pico_micropython");
    assertThat(other.firmware()).isEqualTo(Firmware.MICROPYTHON);
    assertThat(other.family()).isEqualTo(pico.family());
  }

  @Test
  void a_script_for_another_firmware_is_refused_with_both() throws Exception {
    Script script = own().scriptsOf(new SuiteId("micropython")).getLast();
    assertThat(script.fits(pico)).isFalse();
    assertThat(script.misfit(pico))
        .isEqualTo("is a script for MicroPython, and a raspberry_pi_pico runs CircuitPython");
  }

  private static Configs own() throws Exception {
    return Configs.load(Path.of(System.getProperty("repository.root", "../..")));
  }
}
