package org.hilfarm.virtual.emulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameTest {
  @Test
  void a_frame_is_its_length_its_board_its_letter_and_its_payload() {
    assertThat(Frame.of(7, 'W', 0x0102, new byte[] {5, 6}).encode())
        .containsExactly(8, 0, 0, 0, 7, 'W', 2, 1, 0, 0, 5, 6);
    assertThat(Frame.of(255, 'V', true).encode()).containsExactly(3, 0, 0, 0, 255, 'V', 1);
  }

  @Test
  void what_is_written_is_read_back_up_to_the_stream_s_end() throws Exception {
    byte[] big = new byte[Frame.LIMIT - 2];
    Arrays.fill(big, (byte) 0xA5);
    DataInputStream in = stream(Frame.of(1, 's', "hé").encode(), Frame.of(200, 'd', big).encode());
    Frame first = Frame.read(in).orElseThrow();
    assertThat(first.type()).isEqualTo('s');
    assertThat(first.payload().remaining()).isEqualTo(3);
    Frame second = Frame.read(in).orElseThrow();
    assertThat(second.board()).isEqualTo(200);
    assertThat(Frame.rest(second.payload())).isEqualTo(big);
    assertThat(Frame.read(in)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0100000001, a frame of 1 bytes; 2 to 1048576 are possible",
    "01001000, a frame of 1048577 bytes; 2 to 1048576 are possible",
    "fffffffff0, a frame of -1 bytes; 2 to 1048576 are possible",
    "0300, it ended in the middle of a frame",
    "0400000001734a, it ended in the middle of a frame"
  })
  void what_is_no_frame_is_refused(String hex, String why) {
    assertThatThrownBy(() -> Frame.read(stream(HexFormat.of().parseHex(hex))))
        .isInstanceOf(IOException.class)
        .hasMessage(why);
  }

  @Test
  void an_event_is_what_its_frame_says() throws Exception {
    assertThat(event('t', "00ca9a3b0000000001")).isEqualTo(new ChipEvent.Time(1_000_000_000, true));
    assertThat(event('w', "010000000200000000")).isEqualTo(new ChipEvent.Wrote(1, 2, false));
    assertThat(event('k', "ff000000")).isEqualTo(new ChipEvent.Taken(255));
    assertThat(ChipEvents.of(Frame.of(0, 'e', ENUMERATED)))
        .isEqualTo(new ChipEvent.Enumerated(1, 2, "m", "p", "s", true, Optional.empty()));
    assertThat(ChipEvents.of(Frame.of(0, 'f', "{\"what\":\"lockup\",\"pc\":16,\"text\":\"t\"}")))
        .isEqualTo(new ChipEvent.Stuck("lockup", "0x00000010", "t"));
  }

  private static final String ENUMERATED =
      "{\"vid\":1,\"pid\":2,\"manufacturer\":\"m\",\"product\":\"p\",\"serial\":\"s\",\"cdc\":true,"
          + "\"disk\":null}";

  @Test
  void a_frame_that_means_nothing_is_named() {
    assertThatThrownBy(() -> event('w', "0100")).hasMessage("a frame 'w' is too short");
    assertThatThrownBy(() -> event('!', "")).hasMessage("a frame of the unknown type 0x21");
    assertThatThrownBy(() -> event('e', "7b7d")).isInstanceOf(IOException.class);
  }

  private static ChipEvent event(char type, String hex) throws IOException {
    return ChipEvents.of(Frame.of(0, type, HexFormat.of().parseHex(hex)));
  }

  private static DataInputStream stream(byte[]... parts) {
    int length = Arrays.stream(parts).mapToInt(p -> p.length).sum();
    byte[] all = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return new DataInputStream(new ByteArrayInputStream(all));
  }
}
