package org.hilfarm.wire.github;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * A file that a pull request changes.
 *
 * @param status such as {@code modified}
 * @param previous its former path, where it was moved
 */
public record PullFile(
    String filename, String status, @JsonProperty("previous_filename") Optional<String> previous) {}
