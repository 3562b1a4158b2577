package org.hilfarm.drivers.seat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hilfarm.drivers.console.Printable;
import org.hilfarm.drivers.flash.ImageArrival;
import org.hilfarm.drivers.reset.RomTalk;
import org.hilfarm.firmware.MalformedImageException;
import org.hilfarm.firmware.elf.CodeMap;
import org.hilfarm.model.reset.UartWords;

/**
 * Tells the code that addresses are in, by the ELF file that came with the build. It is fetched
 * when the first address is to be told; where that fails, addresses stay addresses and why is noted
 * once. One thread uses it.
 */
public final class CodePlaces {
  private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-fA-F]{1,8}");

  private final Optional<ImageArrival> elf;
  private Optional<CodeMap> map = Optional.empty();
  private Optional<String> trouble = Optional.empty();

  public CodePlaces(Optional<ImageArrival> elf) {
    this.elf = elf;
  }

  /** The same talk with each address followed by what is there. */
  RomTalk told(RomTalk talk) throws InterruptedException {
    UartWords words = talk.words();
    if (elf.isEmpty() || (words.frames().isEmpty() && words.savedPc().isEmpty())) {
      return talk;
    }
    if (map.isEmpty() && trouble.isEmpty()) {
      load(elf.get());
    }
    if (map.isEmpty()) {
      return talk;
    }
    List<String> frames = told(map.get(), words.frames());
    Optional<String> pc = words.savedPc().map(p -> told(map.orElseThrow(), List.of(p)).getFirst());
    return new RomTalk(
        talk.romLine(), new UartWords(words.starts(), pc, words.panic(), frames, words.garbled()));
  }

  /** Why nothing can be told; said once. */
  Optional<String> takeTrouble() {
    Optional<String> now = trouble.filter(t -> !t.isEmpty());
    trouble = trouble.map(t -> "");
    return now;
  }

  private void load(ImageArrival arrival) throws InterruptedException {
    try {
      map = Optional.of(CodeMap.of(Files.readAllBytes(arrival.await())));
    } catch (IOException | MalformedImageException e) {
      trouble = Optional.of("The build's ELF file tells nothing: " + Evidence.of(e));
    }
  }

  private static List<String> told(CodeMap map, List<String> frames) {
    List<Long> addresses =
        frames.stream().filter(CodePlaces::isAddress).map(f -> Long.decode(f)).toList();
    List<Optional<String>> places = map.at(addresses);
    List<String> told = new ArrayList<>();
    int next = 0;
    for (String frame : frames) {
      Optional<String> place = isAddress(frame) ? places.get(next++) : Optional.empty();
      told.add(frame + place.map(p -> " " + Printable.of(p)).orElse(""));
    }
    return told;
  }

  private static boolean isAddress(String frame) {
    return ADDRESS.matcher(frame).matches();
  }
}
