package org.hilfarm.server.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hilfarm.model.board.Ability;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardState;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.board.SlotId;
import org.jdbi.v3.core.Handle;

/** Racks and their boards, as the racks present them. */
public final class RackRows {
  private final Handle handle;

  RackRows(Handle handle) {
    this.handle = handle;
  }

  /**
   * Who presented a rack.
   *
   * @param rack which
   * @param agent its version
   * @param silent how long ago it was heard of
   */
  public record Holder(RackId rack, String agent, Duration silent) {}

  /** Another agent that presented this rack and was heard of within this time. */
  public Optional<Holder> heldByAnother(RackId rack, String holder, Duration silence) {
    return handle
        .createQuery(
            "select agent, 1000 * extract(epoch from clock_timestamp() - heard) silent from rack"
                + " where id = :id and holder not in (:holder, '')"
                + " and heard > clock_timestamp() - :silence * interval '1 ms' for update")
        .bind("id", rack.value())
        .bind("holder", Text.bounded(holder, 80))
        .bind("silence", silence.toMillis())
        .map(
            (row, context) ->
                new Holder(
                    rack,
                    row.getString("agent"),
                    Duration.ofMillis((long) row.getDouble("silent"))))
        .findOne();
  }

  /** Takes a rack's word for all of its boards; those it no longer has are gone. */
  public void present(RackId rack, String agent, String holder, List<BoardStatus> boards) {
    handle
        .createUpdate(
            "insert into rack (id, agent, holder, heard)"
                + " values (:id, :agent, :holder, clock_timestamp()) on conflict (id) do update"
                + " set agent = excluded.agent, holder = excluded.holder, heard = excluded.heard")
        .bind("id", rack.value())
        .bind("agent", Text.bounded(agent, 80))
        .bind("holder", Text.bounded(holder, 80))
        .execute();
    handle
        .createUpdate("delete from board where rack = :rack")
        .bind("rack", rack.value())
        .execute();
    for (int i = 0; i < boards.size(); i++) {
      insert(rack, i, boards.get(i));
    }
  }

  private void insert(RackId rack, int position, BoardStatus board) {
    handle
        .createUpdate(
            "insert into board (rack, serial, slot, board_type, abilities, state, reason, since,"
                + " position) values (:rack, :serial, :slot, :type, :abilities, :state, :reason,"
                + " :since, :position)")
        .bind("rack", rack.value())
        .bind("position", position)
        .bind("serial", board.serial().value())
        .bind("slot", board.slot().value())
        .bind("type", board.boardType().value())
        .bind("abilities", abilities(board).toArray(String[]::new))
        .bind("state", board.state().name())
        .bind("reason", Text.bounded(board.reason(), 400))
        .bind("since", OffsetDateTime.ofInstant(board.since(), ZoneOffset.UTC))
        .execute();
  }

  /** Jobs that only boards may do, or only emulated ones, find them by what is added here. */
  private static Set<String> abilities(BoardStatus board) {
    Set<String> abilities = new TreeSet<>();
    board.abilities().forEach(a -> abilities.add(a.value()));
    abilities.remove(Ability.HARDWARE.value());
    if (!board.emulated()) {
      abilities.add(Ability.HARDWARE.value());
    }
    return abilities;
  }

  /**
   * The rack was heard of just now. Who was heard of a moment ago is left as it is: the boards of
   * one rack would otherwise wait for each other at its row.
   */
  public void heard(RackId rack) {
    handle
        .createUpdate(
            "update rack set heard = clock_timestamp() where id = :id"
                + " and heard < clock_timestamp() - interval '500 ms'")
        .bind("id", rack.value())
        .execute();
  }

  /** The rack waits for work for these boards, at least for so long. */
  public void waits(RackId rack, List<BoardSerial> free, Duration time) {
    handle
        .createUpdate(
            "insert into waiting_board (rack, serial, until)"
                + " select :rack, serial, clock_timestamp() + :time * interval '1 ms'"
                + " from (select distinct unnest(:free) as serial order by 1) asked"
                + " on conflict (rack, serial) do update set until = excluded.until")
        .bind("rack", rack.value())
        .bind("free", free.stream().map(BoardSerial::value).toArray(String[]::new))
        .bind("time", time.toMillis())
        .execute();
  }

  /**
   * Every board of every rack that was heard of within the longer time, as its rack lists them;
   * offline where not within the shorter.
   */
  public List<BoardStatus> boards(Duration silence, Duration forget) {
    return handle
        .createQuery(
            "select b.*, r.heard, r.drains, r.drain_why, r.heard < clock_timestamp() - :silence *"
                + " interval '1 ms' silent, exists (select from lease l where l.rack = b.rack and"
                + " l.serial = b.serial   and l.ended is null and l.job is not null) leased,"
                + " (select 'reserved by ' || l.person || ' until '   || to_char(v.until at time"
                + " zone 'UTC', 'YYYY-MM-DD HH24:MI') || ' UTC'   from lease l join reservation v"
                + " on v.token = l.token   where l.rack = b.rack and l.serial = b.serial and"
                + " l.ended is null) reserved, d.state decided, d.reason decided_why, d.since"
                + " decided_since from board b join rack r on r.id = b.rack left join"
                + " board_standing d on d.rack = b.rack and d.serial = b.serial where r.heard >"
                + " clock_timestamp() - :forget * interval '1 ms' order by b.rack, b.position,"
                + " b.slot")
        .bind("silence", silence.toMillis())
        .bind("forget", forget.toMillis())
        .map((row, context) -> board(row))
        .list();
  }

  private static BoardStatus board(ResultSet row) throws SQLException {
    Standing now = now(row);
    return new BoardStatus(
        new RackId(row.getString("rack")),
        new SlotId(row.getString("slot")),
        new BoardSerial(row.getString("serial")),
        new BoardTypeId(row.getString("board_type")),
        abilities(row),
        now.state(),
        now.reason(),
        now.since());
  }

  /**
   * What the farm has decided counts before what the rack says; that a board is to be recovered
   * only while its rack is there to do it.
   */
  private static Standing now(ResultSet row) throws SQLException {
    Optional<BoardState> decided =
        Optional.ofNullable(row.getString("decided")).map(BoardState::valueOf);
    boolean silent = row.getBoolean("silent");
    if (decided.isPresent() && !(silent && decided.get() == BoardState.RECOVERING)) {
      return new Standing(
          decided.get(),
          Objects.requireNonNull(row.getString("decided_why")),
          at(row, "decided_since"));
    }
    if (silent) {
      Instant heard = at(row, "heard");
      return new Standing(
          BoardState.OFFLINE, "its rack has not been heard of since " + heard, heard);
    }
    BoardState said = BoardState.valueOf(row.getString("state"));
    Optional<String> reserved = Optional.ofNullable(row.getString("reserved"));
    if (reserved.isPresent()) {
      return new Standing(BoardState.LEASED, reserved.get(), at(row, "since"));
    }
    boolean leased = said == BoardState.READY && row.getBoolean("leased");
    Optional<String> drains = Optional.ofNullable(row.getString("drain_why"));
    if (said == BoardState.READY && !leased && drains.isPresent()) {
      return new Standing(said, "its rack is drained: " + drains.get(), at(row, "drains"));
    }
    return new Standing(
        leased ? BoardState.LEASED : said,
        Objects.requireNonNull(row.getString("reason")),
        at(row, "since"));
  }

  private static Instant at(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static Set<Ability> abilities(ResultSet row) throws SQLException {
    Set<Ability> abilities = new HashSet<>();
    for (String ability : (String[]) row.getArray("abilities").getArray()) {
      abilities.add(new Ability(ability));
    }
    abilities.remove(Ability.HARDWARE);
    return abilities;
  }
}
