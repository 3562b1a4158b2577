package org.hilfarm.server.dashboard;

/**
 * A static file of the pages.
 *
 * @param bytes what it holds
 * @param contentType what it is
 * @param version changes with its bytes, so it may be cached for good under its full address
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; the bytes go straight to a socket
public record Asset(byte[] bytes, String contentType, String version) {}
