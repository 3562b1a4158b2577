package org.hilfarm.farm.desk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.hilfarm.firmware.Banner;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.script.Script;
import org.hilfarm.wire.config.ConfigProblems;
import org.hilfarm.wire.config.ScriptHeader;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.runapi.ReplayFile;

/**
 * A bundle to replay, as a case's page gives it. Its script and its image are the ones it names, by
 * their digests; nothing of it is written anywhere.
 *
 * @param about what it says of itself
 * @param script what is run
 * @param library the source of hil.py
 * @param firmware the image's bytes; empty where the farm had them no more
 */
public record ReplayBundle(
    ReplayFile about, Script script, String library, Optional<byte[]> firmware) {
  private static final int MOST_FILES = 20;
  private static final int LARGEST = 64 << 20;

  /**
   * Reads one. Throws IllegalArgumentException, whose message says what is wrong, where it is none.
   */
  public static ReplayBundle read(Path zip) throws IOException, ConfigProblems {
    Map<String, byte[]> files = files(zip);
    ReplayFile about = about(zip, files);
    if (about.script().id().ofUpstream()) {
      throw new IllegalArgumentException(
          "%s: %s is a test of upstream's: run its folder with ./farm test DIR"
              .formatted(zip, about.script().id()));
    }
    byte[] source = file(zip, files, about.script().file());
    mustBe(zip, about.script().file(), about.script().digest(), source);
    Optional<byte[]> firmware = Optional.empty();
    if (about.image().file().isPresent()) {
      String name = about.image().file().get();
      firmware = Optional.of(file(zip, files, name));
      mustBe(zip, name, about.image().digest(), firmware.get());
    }
    ReplayBundle bundle =
        new ReplayBundle(
            about,
            ScriptHeader.parse(about.script().id(), about.script().file(), source),
            new String(file(zip, files, about.library()), UTF_8),
            firmware);
    long unusedSeed = bundle.seed(); // what is no bundle is refused before a board is touched
    Banner unusedBanner = bundle.banner();
    return bundle;
  }

  private static Map<String, byte[]> files(Path zip) throws IOException {
    if (!Files.isRegularFile(zip)) {
      throw new IllegalArgumentException(zip + ": there is no such file");
    }
    Map<String, byte[]> files = new HashMap<>();
    int left = LARGEST;
    try (InputStream file = Files.newInputStream(zip);
        ZipInputStream in = new ZipInputStream(file, UTF_8)) {
      for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
        byte[] bytes = in.readNBytes(left + 1);
        left -= bytes.length;
        if (left < 0 || files.size() == MOST_FILES) {
          throw new IllegalArgumentException(
              "%s: a bundle holds at most %d files of %d bytes together"
                  .formatted(zip, MOST_FILES, LARGEST));
        }
        if (files.putIfAbsent(e.getName(), bytes) != null) {
          throw new IllegalArgumentException(
              "%s: it holds %s twice, so nobody knows which was run".formatted(zip, e.getName()));
        }
      }
    } catch (EOFException e) {
      throw new IllegalArgumentException(
          zip + ": the zip ends in the middle: download it again from the attempt's page", e);
    } catch (ZipException e) {
      throw new IllegalArgumentException(zip + ": no zip can be read there: " + e.getMessage(), e);
    }
    return files;
  }

  /** What every format of a bundle says first. */
  private record Format(int format) {}

  private static ReplayFile about(Path zip, Map<String, byte[]> files) {
    int format = json(zip, files, Format.class).format();
    if (format != ReplayFile.FORMAT) {
      throw new IllegalArgumentException(
          "%s: it is of format %d, and this farm reads %d: update the farm"
              .formatted(zip, format, ReplayFile.FORMAT));
    }
    return json(zip, files, ReplayFile.class);
  }

  private static <T> T json(Path zip, Map<String, byte[]> files, Class<T> type) {
    try {
      return Optional.ofNullable(Json.read(file(zip, files, "replay.json"), type))
          .orElseThrow(() -> new IOException("it says null"));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "%s: its replay.json cannot be read: %s".formatted(zip, e.getMessage()), e);
    }
  }

  private static byte[] file(Path zip, Map<String, byte[]> files, String name) {
    byte[] bytes = files.get(name);
    if (bytes == null) {
      throw new IllegalArgumentException(
          "%s: it holds no %s, so it is no bundle to replay; a case's page has one to download"
              .formatted(zip, name));
    }
    return bytes;
  }

  private static void mustBe(Path zip, String name, Sha256 digest, byte[] bytes) {
    if (!Sha256.of(bytes).equals(digest)) {
      throw new IllegalArgumentException(
          "%s: %s is not the one that was run: its SHA-256 is %s, not %s"
              .formatted(zip, name, Sha256.of(bytes).brief(), digest.brief()));
    }
  }

  /** What fixed the nonces of the attempt. */
  public long seed() {
    try {
      return Long.parseLong(about.seed());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("replay.json: its seed is no number: " + about.seed(), e);
    }
  }

  /** What a board that runs its image says. */
  public Banner banner() {
    return Banner.in(about.image().banner())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "replay.json: its image's banner is none: " + about.image().banner()));
  }

  /** The image as it is put onto boards of this type. */
  public Image image(BoardType type) {
    return new Image(
        type.id(),
        type.flash().format(),
        "firmware." + type.flash().format().extension(),
        about.image().digest(),
        about.image().bytes(),
        banner());
  }
}
