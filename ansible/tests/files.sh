# shellcheck shell=bash
# What the hosts are made of: the farm's archive, a Java, rack files, certificates. Sourced by racks.

step_files() {
  local version
  [[ -n ${HIL_TRY_ARCHIVE:-} ]] || HIL_TRY_ARCHIVE=$("$HIL_TESTS/../../farm" package) || fail "no archive could be made"
  # Two versions of one content: a version is a folder and a link that names it.
  for version in 0.1.0 0.2.0; do
    cp "$HIL_TRY_ARCHIVE" "$HIL_TRY/hil-farm-$version.tar.gz"
    sha256sum "$HIL_TRY/hil-farm-$version.tar.gz" >"$HIL_TRY/hil-farm-$version.tar.gz.sha256"
  done
  private_java
  sha256sum "$HIL_TRY/jre.tar.gz" >"$HIL_TRY/jre.tar.gz.sha256"
  if [[ ! -e $HIL_TRY/esptool.deb ]]; then
    chroot "$HIL_TRY/trixie.base" sh -c 'apt-get -qq update && cd /tmp && apt-get -qq download esptool'
    mv "$HIL_TRY"/trixie.base/tmp/esptool_*.deb "$HIL_TRY/esptool.deb"
  fi
  rack_files
  certificates
}

# One that Debian 12's C library can run.
private_java() {
  local made=$HIL_TRY/jre
  if [[ -n ${HIL_TRY_JRE:-} ]]; then
    cp "$HIL_TRY_JRE" "$HIL_TRY/jre.tar.gz"
  elif [[ ! -e $HIL_TRY/jre.tar.gz ]]; then
    rm -rf "$made"
    "${JAVA_HOME:-/usr}/bin/jlink" --add-modules java.se,jdk.unsupported,jdk.crypto.ec,jdk.httpserver,jdk.management,jdk.security.auth,jdk.zipfs \
      --strip-debug --no-man-pages --no-header-files --output "$made" >"$HIL_TRY/jlink.log" 2>&1 ||
      cannot "no Java for Debian 12: name one in HIL_TRY_JRE (see $HIL_TRY/jlink.log)"
    tar -C "$HIL_TRY" -czf "$HIL_TRY/jre.tar.gz" jre
    rm -rf "$made"
  fi
}

# The two racks have one type of board in common, so that what one cannot do the other can.
rack_files() {
  python3 - "$HIL_TESTS/../../board-configs/racks/demo.yaml" "$HIL_TRY" <<'END'
import sys, yaml
demo = {slot["slot"]: slot for slot in yaml.safe_load(open(sys.argv[1]))["slots"]}
def write(name, rack, slots):
    with open(f"{sys.argv[2]}/{name}.yaml", "w") as file:
        yaml.safe_dump({"rack": rack, "slots": slots}, file)
write("bench", "bench", [demo["pico"], demo["magtag"]])
write("shelf", "shelf", [{**demo["pico"], "serial": "E6614103E7174D24"}, demo["feather-rp"]])
write("strange", "bench", [{**demo["pico"], "serial": "E661410300000000"}, demo["magtag"]])
END
}

certificates() {
  local tls=$HIL_TRY/tls
  mkdir -p "$tls"
  authority "$tls/ca" 'a CA of a test'
  authority "$tls/other" 'a CA that nobody knows'
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj '/CN=farm.test' \
    -keyout "$tls/farm.key" -out "$tls/farm.csr" 2>/dev/null
  certificate ca farm -days 2
  certificate other strange -days 2
  certificate ca expired -days -1
}

# authority FILE NAME
authority() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "/CN=$2" \
    -keyout "$1.key" -out "$1.pem" 2>/dev/null
}

# certificate AUTHORITY NAME DAYS...
certificate() {
  openssl x509 -req -in "$HIL_TRY/tls/farm.csr" -CA "$HIL_TRY/tls/$1.pem" -CAkey "$HIL_TRY/tls/$1.key" -CAcreateserial \
    "${@:3}" -extfile <(echo 'subjectAltName=DNS:farm.test,DNS:reports.test') -out "$HIL_TRY/tls/$2.pem" 2>/dev/null
}
