package org.hilfarm.server.web;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * From where somebody asks, through which proxy.
 *
 * @param address of who asks; a proxy's on another machine, which could say anything of others
 * @param host what the farm is called there, with its port
 * @param here whether that is this machine itself: by its own address, under its own name, through
 *     no proxy
 * @param sealed whether nobody on the way can read along
 */
record Whence(String address, String host, boolean here, boolean sealed) {
  private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Set<String> LOOPBACK_ADDRESSES =
      Set.of("127.0.0.1", "::1", "[::1]", "0:0:0:0:0:0:0:1", "[0:0:0:0:0:0:0:1]");

  /** What proxies add; a browser cannot be made to say one of them. */
  private static final List<String> PROXIES =
      List.of(
          "Forwarded",
          "Via",
          "X-Forwarded-For",
          "X-Forwarded-Host",
          "X-Forwarded-Proto",
          "X-Real-IP");

  private static final int NETWORK_BYTES = 8;

  static Whence of(Context context) {
    boolean neighbour = LOOPBACK_ADDRESSES.contains(context.ip());
    boolean proxied = PROXIES.stream().anyMatch(name -> context.header(name) != null);
    String host = Optional.ofNullable(context.header("Host")).orElse("");
    String name = host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
    boolean here = neighbour && !proxied && LOOPBACK_NAMES.contains(name);
    String address = neighbour ? told(context).orElse(context.ip()) : context.ip();
    boolean https =
        context.scheme().equals("https")
            || "https".equalsIgnoreCase(context.header("X-Forwarded-Proto"));
    return new Whence(address, host, here, here || https);
  }

  /** What a proxy on this machine says; the last is what it saw itself. */
  private static Optional<String> told(Context context) {
    return Optional.ofNullable(context.header("X-Forwarded-For"))
        .map(said -> said.substring(said.lastIndexOf(',') + 1).strip())
        .filter(last -> last.matches("[0-9a-fA-F:.]{2,45}"));
  }

  /** Who has one address of IPv6 usually has all that begin like it. */
  String place() {
    if (!address.contains(":")) {
      return address;
    }
    try { // no name is looked up for what has a colon
      byte[] all = InetAddress.getByName(address.replaceAll("[\\[\\]]", "")).getAddress();
      byte[] network = all.length > NETWORK_BYTES ? Arrays.copyOf(all, NETWORK_BYTES) : all;
      return "network " + java.util.HexFormat.of().formatHex(network);
    } catch (UnknownHostException e) {
      return address;
    }
  }

  /** As a browser names who asks, where it was led there by a page of this farm. */
  String origin() {
    return (here ? "http://" : "https://") + host;
  }
}
