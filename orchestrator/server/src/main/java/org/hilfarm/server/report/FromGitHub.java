package org.hilfarm.server.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.server.postgres.DeliveryRow;
import org.hilfarm.server.postgres.GateRow;
import org.hilfarm.server.postgres.Tx;

/**
 * What GitHub told, and what became of the commits it told of.
 *
 * @param deliveries the newest first
 * @param waiting how many deliveries nobody has read yet
 * @param aside how many were put aside
 * @param gates the newest first
 * @param repositories names by number, of those that are known
 */
public record FromGitHub(
    List<DeliveryRow> deliveries,
    long waiting,
    long aside,
    List<GateRow> gates,
    Map<Long, String> repositories) {
  private static final int LISTED = 100;

  public FromGitHub {
    deliveries = List.copyOf(deliveries);
    gates = List.copyOf(gates);
    repositories = Map.copyOf(repositories);
  }

  static FromGitHub read(Tx tx, Optional<String> state) {
    List<GateRow> gates = tx.gates().newest(LISTED);
    Map<Long, String> names = new HashMap<>();
    gates.stream()
        .map(g -> g.commit().repository())
        .distinct()
        .forEach(id -> tx.repositories().find(id).ifPresent(r -> names.put(id, r.name())));
    return new FromGitHub(
        tx.deliveries().newest(state, LISTED),
        tx.deliveries().count("waiting"),
        tx.deliveries().count("aside"),
        gates,
        names);
  }
}
