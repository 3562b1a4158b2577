package org.hilfarm.model.report;

import org.hilfarm.model.build.Sha256;

/**
 * Bytes that belong to a report, stored under their digest.
 *
 * @param name for people, such as {@code console}
 * @param mediaType such as {@code text/plain}
 * @param digest where to find them
 * @param bytes how many
 */
public record Attachment(String name, String mediaType, Sha256 digest, long bytes) {}
