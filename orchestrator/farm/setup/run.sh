# shellcheck shell=bash
# Running. Whoever does says where the libraries are (FARM_LIBRARIES) and which commit they are of (farm_commit).

# A farm waits more than it computes: the small collector takes less memory, and less of a busy rack
# host. Limits for what runs for weeks: a submission's images are held in memory, so the
# orchestrator needs the most. A heap that begins small and gives back what it does not need is
# 40 MB smaller at its largest. (The quick compiler alone would digest images 20 times slower.)
memory() {
  local small="-Xms16m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=25"
  case $1 in
    serve) echo "-Xmx192m $small" ;;
    agent) echo "-Xmx96m $small" ;;
  esac
}

run_farm() {
  # shellcheck disable=SC2046,SC2086
  exec "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED \
    -XX:+UseSerialGC $(memory "${1:-}") ${HIL_FARM_JAVA_OPTS:-} "-Dhilfarm.commit=$(farm_commit)" \
    "-Drepository.root=${HIL_FARM_REPOSITORY:-$FARM_ROOT}" -cp "$FARM_LIBRARIES/*" org.hilfarm.farm.Main "$@"
}
