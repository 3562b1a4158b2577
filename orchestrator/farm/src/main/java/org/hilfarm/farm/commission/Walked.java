package org.hilfarm.farm.commission;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hilfarm.drivers.commission.Occupant;
import org.hilfarm.drivers.commission.PortGrade;
import org.hilfarm.model.board.PortPath;

/**
 * What came of a walk over a new host.
 *
 * @param seen every port and what is there
 * @param grades of the ports that hold a board, in order
 * @param file the rack file that was written; empty where no port is good enough for a slot
 * @param smoke of each slot
 */
public record Walked(
    SortedMap<PortPath, Occupant> seen,
    List<PortGrade> grades,
    Optional<Path> file,
    List<Smoke> smoke) {
  public Walked {
    seen = new TreeMap<>(Map.copyOf(seen));
    grades = List.copyOf(grades);
    smoke = List.copyOf(smoke);
  }

  /** Whether every board that was found is in the file and did well. */
  public boolean good() {
    return file.isPresent()
        && grades.stream().allMatch(PortGrade::good)
        && smoke.stream().allMatch(Smoke::good);
  }
}
