package org.hilfarm.wire.rackapi;

import org.hilfarm.model.lease.LeaseToken;

/**
 * An agent gives a job or a recovery back unfinished, such as one that closes: nothing of it
 * counts, and it goes to another at once instead of when its lease has run out. A farm that does
 * not know this yet answers with 404, and waits for the lease.
 *
 * @param token the lease's fence; an old one is refused with 409
 * @param why one short line, for the log
 */
public record GiveBack(LeaseToken token, String why) {}
