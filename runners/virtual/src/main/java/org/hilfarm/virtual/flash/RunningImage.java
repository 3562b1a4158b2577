package org.hilfarm.virtual.flash;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hilfarm.firmware.Banner;

/**
 * What a chip finds in its flash when it starts.
 *
 * @param banner what the image says it is
 * @param traits behaviours a demonstration image asks for; empty in real ones
 */
public record RunningImage(Banner banner, Map<String, String> traits) {
  private static final Pattern TRAIT =
      Pattern.compile("HIL-FARM-DEMO-TRAIT:([a-z-]{1,40})=([A-Za-z0-9_.-]{1,40})");

  public RunningImage {
    traits = Map.copyOf(traits);
  }

  /** Whether the chip's own loader starts it. */
  public boolean starts() {
    return !"bootloader".equals(traits.get("boot"));
  }

  /** Whether it shows itself on USB once it runs. */
  public boolean shows() {
    return !"never".equals(traits.get("boot"));
  }

  /** The text on the console at which it hangs. */
  public Optional<String> hangsAt() {
    return Optional.ofNullable(traits.get("hangs-at"));
  }

  /** The image in some flash contents; empty where no version banner is in it. */
  public static Optional<RunningImage> in(byte[] flash) {
    String text = new String(flash, StandardCharsets.ISO_8859_1);
    return Banner.in(text).map(banner -> new RunningImage(banner, traits(text)));
  }

  private static Map<String, String> traits(String text) {
    Map<String, String> traits = new HashMap<>();
    Matcher m = TRAIT.matcher(text);
    while (m.find()) {
      traits.put(m.group(1), m.group(2));
    }
    return traits;
  }
}
