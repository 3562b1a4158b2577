package org.hilfarm.agent.link;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with the other side's certificate, and who mends it. */
final class Trust {
  private static final int DEEPEST = 16;

  private Trust() {}

  /** In words, where that is why nothing could be asked. */
  static Optional<String> broken(@Nullable Throwable failure) {
    if (!has(failure, SSLHandshakeException.class)) {
      return Optional.empty();
    }
    if (has(failure, CertificateExpiredException.class)) {
      return Optional.of(
          "its certificate has expired: renew it where TLS ends; is this host's clock right?");
    }
    if (has(failure, CertificateNotYetValidException.class)) {
      return Optional.of("its certificate is not valid yet: is this host's clock right?");
    }
    if (has(failure, CertPathBuilderException.class)) {
      return Optional.of(
          "its certificate is of a CA that this host does not trust: is the address right? If so,"
              + " have Java trust that CA, with javax.net.ssl.trustStore in HIL_FARM_JAVA_OPTS");
    }
    return has(failure, CertificateException.class)
        ? Optional.of("its certificate is for another name: is the address right?")
        : Optional.empty();
  }

  private static boolean has(@Nullable Throwable failure, Class<? extends Throwable> kind) {
    Throwable each = failure;
    for (int i = 0; each != null && i < DEEPEST; i++) {
      if (kind.isInstance(each)) {
        return true;
      }
      each = each.getCause();
    }
    return false;
  }
}
