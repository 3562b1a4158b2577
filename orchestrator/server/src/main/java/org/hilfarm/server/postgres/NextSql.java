package org.hilfarm.server.postgres;

/** The statements that choose a job and a board for each other. */
final class NextSql {
  /** Faults of the rack's on a board, each half as much a day later. */
  private static final String FAULTS =
      "cast(round(coalesce(w.recent * power(cast(0.5 as float8),"
          + " cast(extract(epoch from clock_timestamp() - w.recent_at) as float8) / 86400), 0))"
          + " as int)";

  /** The boards of a rack that can be given work, the best first. */
  static final String FREE =
      """
      select b.serial, b.board_type, b.abilities, b.state = 'OFFLINE' offline,
        exists (select from job c
          where c.only_board = b.rack || '/' || b.serial and c.state = 'waiting') controlled,
        %s faults, coalesce(w.flashes, 0) flashes
      from board b left join board_wear w on w.rack = b.rack and w.serial = b.serial
      where b.rack = :rack and b.serial = any(:free) and b.state in ('READY', 'LEASED', 'OFFLINE')
        and not exists (select from board_standing d where d.rack = b.rack and d.serial = b.serial)
        and not exists (select from lease l
          where l.rack = b.rack and l.serial = b.serial and l.ended is null)
        and not exists (select from rack k where k.id = b.rack and k.drains is not null)
      order by faults, flashes, b.serial
      """
          .formatted(FAULTS);

  /** The first job that only one of these boards may do. */
  static final String CONTROL =
      """
      select j.*, b.serial
      from job j
      join board b on b.rack = :rack and b.serial = any(:serials)
      where j.state = 'waiting' and j.only_board = b.rack || '/' || b.serial
        and j.board_type = b.board_type and j.needs <@ b.abilities
      order by j.turn, j.number, j.position
      limit 1
      for update of j skip locked
      """;

  /** What boards of one kind can take; the index {@code job_turn} has it in order. */
  private static final String CAN_TAKE =
      """
      j.state = 'waiting' and j.only_board is null and j.board_type = :type
      and j.needs <@ cast(:abilities as text[])
      and (j.only_rack is null or j.only_rack = :rack)
      and (not j.tried @> cast(:places as text[])
        or not exists (select from board s join rack k on k.id = s.rack
          where s.board_type = j.board_type and s.abilities @> j.needs
            and (j.only_rack is null or j.only_rack = s.rack)
            and s.state in ('READY', 'LEASED')
            and not exists (select from board_standing d
              where d.rack = s.rack and d.serial = s.serial)
            and k.heard > clock_timestamp() - :silence * interval '1 ms' and k.drains is null
            and not (s.rack || '/' || s.serial) = any(j.tried)))
      """;

  /** The first of them. */
  static final String NEXT =
      """
      select j.*, extract(epoch from clock_timestamp() - j.waiting_since) * 1000 waited
      from job j where %s
      order by j.turn, j.round, j.number, j.position
      limit 1
      """
          .formatted(CAN_TAKE);

  /**
   * Both for one board: whether it can be given work, and the first job that it can take. Boards
   * ask each by itself, and each way to PostgreSQL and back is one that others wait for.
   */
  static final String FREE_AND_NEXT =
      """
      select f.serial, f.board_type, f.abilities, f.offline, f.controlled, f.faults, f.flashes,
        j.id, j.turn, j.round, j.number, j.position, j.needs, j.tried, j.only_rack, j.waited
      from (%s) f left join lateral (%s) j on not f.offline and not f.controlled
      """
          .formatted(
              FREE,
              NEXT.replace(":type", "f.board_type")
                  .replace("cast(:abilities as text[])", "f.abilities")
                  .replace("cast(:places as text[])", "array[:rack || '/' || f.serial]"));

  /** The first of them, held until the transaction ends; one that another holds is passed over. */
  static final String TAKE = NEXT + " for update of j skip locked";

  /** How many there are, counted no further than asked. */
  static final String HOW_MANY =
      "select count(*) from (select from job j where %s limit :limit) as found".formatted(CAN_TAKE);

  /** How many boards elsewhere wait for such a job, are free and would do better. */
  static final String BETTER =
      """
      select count(*) from waiting_board q
      join board b on b.rack = q.rack and b.serial = q.serial
      join rack k on k.id = b.rack
      left join board_wear w on w.rack = b.rack and w.serial = b.serial
      where q.until > clock_timestamp() and b.board_type = :type
        and b.abilities @> cast(:needs as text[])
        and b.state in ('READY', 'LEASED')
        and (cast(:only as text) is null or b.rack = :only)
        and k.heard > clock_timestamp() - :silence * interval '1 ms' and k.drains is null
        and not (b.rack || '/' || b.serial) = any(:mine)
        and not (b.rack || '/' || b.serial) = any(:tried)
        and not exists (select from board_standing d where d.rack = b.rack and d.serial = b.serial)
        and not exists (select from lease l
          where l.rack = b.rack and l.serial = b.serial and l.ended is null)
        and (%s, coalesce(w.flashes, 0)) < (:faults, :flashes)
      """
          .formatted(FAULTS);

  private NextSql() {}
}
