package org.hilfarm.server.intake;

import java.util.Locale;
import java.util.Optional;
import org.hilfarm.firmware.Banner;
import org.hilfarm.firmware.EspImage;
import org.hilfarm.firmware.MalformedImageException;
import org.hilfarm.firmware.Uf2Block;
import org.hilfarm.firmware.Uf2File;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.build.Sha256;

/**
 * What one image must be before it may be flashed: whole, for this family, within the application's
 * flash, and by its own banner for this very board. Pure; any thread may use it.
 */
public final class ImageRules {
  private ImageRules() {}

  /** The most bytes an image for this board may have: UF2 doubles what it carries. */
  static long largest(BoardType type) {
    return switch (type.flash().format()) {
      case UF2 -> 2 * type.flashBytes();
      case BIN -> type.flashBytes();
    };
  }

  /**
   * The image these bytes are; throws with the rule they break.
   *
   * @param fileName without folders
   * @param bytes in the format the board type's flash method takes
   */
  public static Image check(String fileName, byte[] bytes, BoardType type)
      throws MalformedImageException {
    byte[] flash =
        switch (type.flash().format()) {
          case UF2 -> uf2(bytes, type);
          case BIN -> bin(bytes, type);
        };
    Banner banner = banner(flash, type);
    return new Image(
        type.id(), type.flash().format(), fileName, Sha256.of(bytes), bytes.length, banner);
  }

  private static byte[] uf2(byte[] bytes, BoardType type) throws MalformedImageException {
    Uf2File file = Uf2File.parse(bytes);
    if (file.family() != type.family().uf2FamilyId()) {
      throw new MalformedImageException(
          String.format(
              Locale.ROOT,
              "it is for UF2 family 0x%08x; %s is of the family %s, 0x%08x",
              file.family(),
              type.id(),
              type.family().mcuName(),
              type.family().uf2FamilyId()));
    }
    for (Uf2Block block : file.blocks()) {
      if (!type.application().holds(block.address(), block.payload().remaining())) {
        throw outside(block, type);
      }
    }
    return file.flash();
  }

  private static MalformedImageException outside(Uf2Block block, BoardType type) {
    return new MalformedImageException(
        String.format(
            Locale.ROOT,
            "block %d writes at 0x%08x, outside the application area %s of %s",
            block.number(),
            block.address(),
            type.application(),
            type.id()));
  }

  private static byte[] bin(byte[] bytes, BoardType type) throws MalformedImageException {
    EspImage.check(bytes);
    if (!type.application().holds(0, bytes.length)) {
      throw new MalformedImageException(
          "it has %d bytes, which end outside the application area %s of %s"
              .formatted(bytes.length, type.application(), type.id()));
    }
    return bytes;
  }

  private static Banner banner(byte[] flash, BoardType type) throws MalformedImageException {
    Optional<Banner> banner = Banner.in(flash);
    if (banner.isEmpty()) {
      throw new MalformedImageException(
          "no %s version banner is inside it, so nothing could prove that it runs"
              .formatted(type.firmware().title()));
    }
    if (banner.get().firmware() != type.firmware()) {
      throw new MalformedImageException(
          "it holds %s (\"%s\"), and a %s runs %s: it is for another board type"
              .formatted(
                  banner.get().firmware().title(),
                  banner.get(),
                  type.id(),
                  type.firmware().title()));
    }
    if (!banner.get().machine().equals(type.bannerName())) {
      throw new MalformedImageException(
          "its banner says it is for \"%s\"; %s calls itself \"%s\""
              .formatted(banner.get().machine(), type.id(), type.bannerName()));
    }
    return banner.get();
  }

  /** The sentence for a board whose build has only a file that its flash method cannot take. */
  static String wrongFormat(String shown, BoardType type) {
    return "%s: %s is flashed by way of %s, which takes a .%s file; the build has none for it"
        .formatted(
            shown,
            type.id(),
            type.flash().name().toLowerCase(Locale.ROOT),
            type.flash().format().extension());
  }
}
