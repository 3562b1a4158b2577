package org.hilfarm.server.allure;

/**
 * How much disk and memory reports may take. Reports are derived: what is thrown away can be made
 * again from the database.
 *
 * @param reports how many are kept
 * @param bytes how much disk they may take together; the newest is kept whatever its size
 * @param childMegabytes the child JVM's heap
 */
public record ReportLimits(int reports, long bytes, int childMegabytes) {
  /** A farm's own: 200 reports, 4 GiB, 400 MB. */
  public static ReportLimits standard() {
    return new ReportLimits(200, 4L << 30, 400);
  }
}
