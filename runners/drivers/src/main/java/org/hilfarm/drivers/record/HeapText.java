package org.hilfarm.drivers.record;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.hilfarm.model.report.HeapSample;

/** Reads what a record says of the heap; a number that no heap can have is an error. */
final class HeapText {
  /** More than any board's memory. */
  private static final double MOST_BYTES = 1L << 32;

  private static final double MOST_SECONDS = 1e9;

  private HeapText() {}

  /** The sample, as of round 0: the record itself does not say it. */
  static HeapSample sample(RecordText text) throws MalformedRecordException {
    OptionalDouble largest = text.decimal("largest");
    return new HeapSample(
        0,
        text.text("at"),
        number(text, "s", MOST_SECONDS),
        (long) number(text, "free", MOST_BYTES),
        (long) number(text, "allocated", MOST_BYTES),
        largest.isPresent()
            ? OptionalLong.of((long) number(text, "largest", MOST_BYTES))
            : OptionalLong.empty());
  }

  private static double number(RecordText text, String key, double most)
      throws MalformedRecordException {
    OptionalDouble number = text.decimal(key);
    if (number.isEmpty() || number.getAsDouble() < 0 || number.getAsDouble() > most) {
      throw new MalformedRecordException(
          "\"%s\" is missing or not from 0 to %.0f".formatted(key, most));
    }
    return number.getAsDouble();
  }
}
