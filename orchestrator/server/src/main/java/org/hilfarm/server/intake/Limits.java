package org.hilfarm.server.intake;

/**
 * How much a submission may be.
 *
 * @param entries files in one archive or folder
 * @param entryBytes one file, unpacked
 * @param totalBytes all files, unpacked
 * @param ratio unpacked over packed
 */
record Limits(int entries, long entryBytes, long totalBytes, int ratio) {
  static final Limits FARM = new Limits(500, 64L << 20, 256L << 20, 100);
}
