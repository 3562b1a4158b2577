package org.hilfarm.server.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.hilfarm.firmware.MalformedImageException;

/** An archive as a source of images; an archive inside an archive is not opened. */
final class ZipSource {
  private ZipSource() {}

  static void gather(Path file, String shown, Limits limits, Gathering into) {
    // The library leaves a file open that it cannot read; a channel of ours is closed anyway.
    try (FileChannel bytes = FileChannel.open(file, StandardOpenOption.READ);
        ZipFile zip =
            ZipFile.builder().setSeekableByteChannel(bytes).setUseUnicodeExtraFields(false).get()) {
      List<String> broken = new ZipRules(shown, limits).broken(zip);
      broken.forEach(into::problem);
      if (broken.isEmpty()) {
        for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
          if (!entry.isDirectory()) {
            into.file(entry.getName(), atMost -> read(zip, entry, atMost, limits));
          }
        }
      }
    } catch (IOException e) {
      into.problem("%s: not a readable zip archive: %s".formatted(shown, words(e, file)));
    }
  }

  /** Where the farm keeps the archive meanwhile says nothing to its sender. */
  private static String words(IOException e, Path file) {
    return Shown.name(String.valueOf(e.getMessage()).replace(file.toString(), "the archive"));
  }

  private static byte[] read(ZipFile zip, ZipArchiveEntry entry, long atMost, Limits limits)
      throws IOException, MalformedImageException {
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] bytes = BoundedRead.all(in, Math.min(atMost, limits.entryBytes()));
      if (Ratio.tooHigh(bytes.length, entry.getCompressedSize(), limits.ratio())) {
        throw new MalformedImageException(Ratio.sentence(limits.ratio()));
      }
      if (bytes.length != entry.getSize()) {
        throw new MalformedImageException(
            "it unpacks to %d bytes although the archive says %d"
                .formatted(bytes.length, entry.getSize()));
      }
      return bytes;
    }
  }
}
