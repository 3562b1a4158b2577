package org.hilfarm.drivers.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * The records of one phase, picked out of the console's bytes and held to their promise: the right
 * nonce, every number in turn, and a closing record that knows how many there were. One thing amiss
 * and the whole is {@link #problem() a problem}, which is never a pass. Used by one thread at a
 * time.
 */
public final class RecordStream {
  static final int MAX_RECORDS = 5000;

  private final String nonce;
  private final List<BoardRecord> records = new ArrayList<>();
  private final RecordFrames frames = new RecordFrames(this::frame, this::torn);
  private Optional<String> problem = Optional.empty();
  private Optional<BoardRecord.How> ended = Optional.empty();
  private int next;

  /**
   * @param nonce what hil.start was given; records with another one come from somewhere else
   */
  public RecordStream(String nonce) {
    this.nonce = nonce;
  }

  /** Takes console bytes as they come, cut anywhere. */
  public void feed(byte[] bytes) {
    frames.feed(bytes);
  }

  /** The records so far, in order. */
  public List<BoardRecord> records() {
    return List.copyOf(records);
  }

  /** How often the script said that it is ready for what the host does. */
  public int readies() {
    return (int) records.stream().filter(r -> r instanceof BoardRecord.Ready).count();
  }

  /** After how many seconds a reset must come, where the script said so. */
  public OptionalDouble resetDue() {
    return records.stream()
        .flatMapToDouble(
            r -> r instanceof BoardRecord.Ended end ? end.due().stream() : DoubleStream.empty())
        .findFirst();
  }

  /** What code.py knew of the start it was the first to run after. */
  public Optional<BoardRecord.Booted> booted() {
    return records.stream()
        .filter(r -> r instanceof BoardRecord.Booted)
        .map(r -> (BoardRecord.Booted) r)
        .findFirst();
  }

  /** Whether the script does not want to run here. */
  public boolean skipped() {
    return records.stream().anyMatch(r -> r instanceof BoardRecord.Skipping);
  }

  /** How the phase said that it ended; empty while it has not. */
  public Optional<BoardRecord.How> ended() {
    return ended;
  }

  /** The first thing that was wrong with the records, in words. */
  public Optional<String> problem() {
    if (problem.isEmpty() && frames.inRecord()) {
      return Optional.of("record %d was cut off in the middle".formatted(next));
    }
    return problem;
  }

  /** What is wrong, now that nothing more will come. */
  public Optional<String> problemAtEnd() {
    return problem()
        .or(
            () ->
                ended.isEmpty()
                    ? Optional.of(
                        next == 0
                            ? "not one record came"
                            : "the closing record is missing after %d records".formatted(next))
                    : Optional.empty());
  }

  private void frame(String json) {
    try {
      accept(RecordText.of(json));
    } catch (MalformedRecordException e) {
      amiss("record %d is not well formed: %s".formatted(next, e.getMessage()));
    }
  }

  private void accept(RecordText text) throws MalformedRecordException {
    int number = text.number();
    if (!text.nonce().equals(nonce)) {
      amiss("a record does not belong to this phase: its nonce is \"" + text.nonce() + "\"");
    } else if (number != next) {
      amiss("record %d came where %d was due".formatted(number, next));
      next = number + 1;
    } else if (records.size() >= MAX_RECORDS) {
      amiss("there are more than " + MAX_RECORDS + " records");
    } else {
      BoardRecord record = text.record();
      next++;
      keep(text, record);
    }
  }

  private void keep(RecordText text, BoardRecord record) throws MalformedRecordException {
    if (ended.isPresent() && !(record instanceof BoardRecord.Raised)) {
      amiss("record %d came after the closing one".formatted(next - 1));
      return;
    }
    if (record instanceof BoardRecord.Ended end) {
      ended = Optional.of(end.how());
      if (text.count() != next) {
        amiss("%d records came, but the closing one counts %d".formatted(next, text.count()));
      }
    }
    records.add(record);
  }

  private void torn(String why) {
    amiss("record %d is broken: %s".formatted(next, why));
  }

  private void amiss(String what) {
    if (problem.isEmpty()) {
      problem = Optional.of(what);
    }
  }
}
