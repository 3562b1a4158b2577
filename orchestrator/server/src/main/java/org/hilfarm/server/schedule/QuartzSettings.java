package org.hilfarm.server.schedule;

import java.time.Duration;
import java.util.Properties;
import java.util.UUID;
import org.hilfarm.server.postgres.PasswordFile;

/**
 * How Quartz is run.
 *
 * @param jdbcUrl the farm's PostgreSQL
 * @param late how much later than due a fire may be before it counts as missed
 * @param checkIn how often an orchestrator says that it lives. One that was killed is noticed after
 *     this, 7.5 s of Quartz' own, and up to this once more
 * @param firstSweep how long after its start an orchestrator has it swept, unless that was done
 *     within the hour
 */
record QuartzSettings(String jdbcUrl, Duration late, Duration checkIn, Duration firstSweep) {
  /** Threads for fires: they wait for web servers, so more than one at a time. */
  private static final int FIRES_AT_ONCE = 4;

  /** How soon PostgreSQL is tried again where it did not answer. */
  private static final Duration RETRY = Duration.ofSeconds(1);

  /** How often it is looked for what another orchestrator, or a recovery, left to be told. */
  private static final Duration LOOK = Duration.ofSeconds(5);

  /** One for each fire that ends, one each that tells the time, checks in, and looks for missed. */
  private static final int CONNECTIONS = 4;

  static QuartzSettings usual(String jdbcUrl) {
    return new QuartzSettings(
        jdbcUrl, Duration.ofSeconds(60), Duration.ofSeconds(4), Duration.ofMinutes(1));
  }

  Properties properties() {
    String unique = "hil-farm-" + UUID.randomUUID();
    Properties all = new Properties();
    all.setProperty("org.quartz.scheduler.instanceName", unique);
    all.setProperty("org.quartz.scheduler.instanceId", unique);
    all.setProperty("org.quartz.scheduler.threadName", "hil-schedule-clock");
    all.setProperty("org.quartz.scheduler.idleWaitTime", Long.toString(LOOK.toMillis()));
    all.setProperty("org.quartz.scheduler.dbFailureRetryInterval", Long.toString(RETRY.toMillis()));
    all.setProperty("org.quartz.scheduler.makeSchedulerThreadDaemon", "true");
    all.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
    all.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
    all.setProperty("org.quartz.threadPool.threadCount", Integer.toString(FIRES_AT_ONCE));
    all.setProperty("org.quartz.threadPool.threadNamePrefix", "hil-schedule-fire");
    all.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
    store(all, unique);
    return all;
  }

  private void store(Properties all, String unique) {
    all.setProperty("org.quartz.jobStore.class", FarmStore.class.getName());
    all.setProperty(
        "org.quartz.jobStore.driverDelegateClass",
        "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
    all.setProperty("org.quartz.jobStore.tablePrefix", "qrtz_");
    all.setProperty("org.quartz.jobStore.useProperties", "true");
    all.setProperty("org.quartz.jobStore.isClustered", "true");
    all.setProperty("org.quartz.jobStore.misfireThreshold", Long.toString(late.toMillis()));
    all.setProperty(
        "org.quartz.jobStore.clusterCheckinInterval", Long.toString(checkIn.toMillis()));
    all.setProperty("org.quartz.jobStore.dataSource", unique);
    String source = "org.quartz.dataSource." + unique + ".";
    all.setProperty(source + "provider", "hikaricp");
    all.setProperty(source + "driver", "org.postgresql.Driver");
    all.setProperty(source + "URL", jdbcUrl);
    // without one Quartz hands over an empty one, and then the driver looks into no file
    PasswordFile.passwordFor(jdbcUrl).ifPresent(p -> all.setProperty(source + "password", p));
    all.setProperty(source + "maxConnections", Integer.toString(CONNECTIONS));
  }
}
