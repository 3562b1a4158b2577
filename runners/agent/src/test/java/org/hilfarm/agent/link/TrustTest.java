package org.hilfarm.agent.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

/** As Java's TLS nests what went wrong. */
class TrustTest {
  private static Throwable handshake(Exception cause) {
    Throwable failure = new SSLHandshakeException("PKIX path validation failed");
    failure.initCause(new CertificateException("PKIX path validation failed", cause));
    return new IOException(failure);
  }

  @Test
  void an_expired_certificate_is_said_to_be_so() {
    Exception expired = new CertificateExpiredException("NotAfter: Sat Nov 21 2026");
    assertThat(Trust.broken(handshake(new CertPathValidatorException("validity check", expired))))
        .hasValue(
            "its certificate has expired: renew it where TLS ends; is this host's clock right?");
  }

  @Test
  void one_of_tomorrow_asks_for_the_clock() {
    assertThat(Trust.broken(handshake(new CertificateNotYetValidException())))
        .hasValue("its certificate is not valid yet: is this host's clock right?");
  }

  @Test
  void one_of_a_strange_ca_says_how_to_trust_it() {
    assertThat(Trust.broken(handshake(new CertPathBuilderException("unable to find"))).orElse(""))
        .startsWith("its certificate is of a CA that this host does not trust")
        .endsWith("with javax.net.ssl.trustStore in HIL_FARM_JAVA_OPTS");
  }

  @Test
  void one_of_another_host_is_said_to_be_so() {
    assertThat(Trust.broken(handshake(new CertificateException("No name matching"))))
        .hasValue("its certificate is for another name: is the address right?");
  }

  @Test
  void what_is_no_matter_of_trust_is_left_to_others() {
    assertThat(Trust.broken(new ConnectException("refused"))).isEmpty();
    assertThat(Trust.broken(null)).isEmpty();
  }
}
