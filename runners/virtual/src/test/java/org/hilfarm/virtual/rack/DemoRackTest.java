package org.hilfarm.virtual.rack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.Rack;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.board.Slot;
import org.hilfarm.wire.config.Configs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoRackTest {
  @Test
  void the_six_boards_of_the_demo_rack_answer_under_their_own_names(@TempDir Path folder)
      throws Exception {
    Path repository = Path.of(Objects.requireNonNull(System.getProperty("repository.root")));
    Configs configs = Configs.load(repository);
    Rack demo = Objects.requireNonNull(configs.racks().get(new RackId("demo")));
    try (VirtualRack rack =
        VirtualRack.start(
            folder.resolve("root"),
            demo,
            configs.types(),
            EchoFirmware::new,
            VirtualRackOptions.real().withRate(20))) {
      assertThat(demo.slots()).hasSize(6);
      for (Slot slot : demo.slots()) {
        BoardType type = configs.type(slot.boardType());
        Host host = new Host(rack.root(), slot.port().value());
        host.await(type.usb().application().id().toString());
        assertThat(host.attribute("serial")).isEqualTo(slot.serial().value());
        assertThat(host.ask()).contains(type.bannerName());
      }
    }
  }
}
