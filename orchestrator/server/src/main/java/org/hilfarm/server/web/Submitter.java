package org.hilfarm.server.web;

import java.util.Optional;
import org.hilfarm.server.audit.Who;
import org.hilfarm.server.postgres.TicketRows;

/**
 * Who hands in a build.
 *
 * @param who for the audit log
 * @param ticket what says which run it is, and what may be asked for; empty where a token speaks
 *     for itself
 */
public record Submitter(Who who, Optional<TicketRows.Ticket> ticket) {}
