package org.hilfarm.server.postgres;

import java.util.Optional;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.lease.Progress;
import org.hilfarm.model.plan.Control;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.plan.Rerun;
import org.hilfarm.model.plan.RunId;

/**
 * A job as it stands.
 *
 * @param id its name
 * @param run whose
 * @param boardType for which boards
 * @param state {@code waiting}, {@code leased}, {@code held} until its control is done, or {@code
 *     done}
 * @param attempts how many leases it had
 * @param board who has it now
 * @param progress how far that is
 * @param control what it controls; empty for a job of the plan
 * @param rerun what it runs again; empty for a job of the plan
 */
public record JobRow(
    JobId id,
    RunId run,
    BoardTypeId boardType,
    String state,
    int attempts,
    Optional<BoardSerial> board,
    Progress progress,
    Optional<Control> control,
    Optional<Rerun> rerun) {}
