# Sourced by the scripts beside it, which say where the checkout is in $root: builds what is missing, then starts a class
# in a JVM that Spark can live in. What is built and how long it takes goes to stderr.

built=$root/launcher/target/sterna.built       # its time: when the build began
classpath_file=$root/launcher/target/classpath
launcher_jar=$root/launcher/target/sterna-launcher.jar
job_jar=$root/job/target/sterna-job.jar
embedded_jar=$root/job/embedded/target/sterna-embedded.jar
bench_jar=$root/launcher/bench/target/sterna-bench.jar
archive=$root/launcher/target/sterna.jsa       # class data, mapped at start instead of parsed
archive_for=$root/launcher/target/sterna.jsa.for
lock=$root/target/sterna.lock
log=$root/target/sterna-build.log

say() { printf 'sterna: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

# The modules that Spark reaches into (org.apache.spark.launcher.JavaModuleOptions); pom.xml holds the same list.
module_options=(-XX:+IgnoreUnrecognizedVMOptions)
for package in java.lang java.lang.invoke java.lang.reflect java.io java.net java.nio java.util java.util.concurrent \
  java.util.concurrent.atomic jdk.internal.ref sun.nio.ch sun.nio.cs sun.security.action sun.util.calendar; do
  module_options+=("--add-opens=java.base/$package=ALL-UNNAMED")
done
module_options+=(
  --add-opens=java.security.jgss/sun.security.krb5=ALL-UNNAMED
  -Dio.netty.tryReflectionSetAccessible=true
  -Dio.netty.allocator.type=pooled
  -Dio.netty.handler.ssl.defaultEndpointVerificationAlgorithm=NONE
  --sun-misc-unsafe-memory-access=allow
  --enable-native-access=ALL-UNNAMED
)
# The parallel collector, because a batch job wants throughput. The JVM's own warnings would go to stdout.
jvm_options=(-XX:+UseParallelGC -Xlog:disable -Xlog:all=error:stderr "-Dsterna.home=$root")
# The optimising compiler waits ten times longer than it would: in a run of seconds it takes more processor time than the
# run itself, and a run of minutes gets there all the same.
jvm_options+=(
  -XX:Tier4InvocationThreshold=50000
  -XX:Tier4MinInvocationThreshold=6000
  -XX:Tier4CompileThreshold=150000
  -XX:Tier4BackEdgeThreshold=400000
)

find_java() {
  if [ -n "${JAVA_HOME:-}" ]; then
    java=$JAVA_HOME/bin/java
    [ -x "$java" ] || die "Cannot start: JAVA_HOME is $JAVA_HOME, where no bin/java is. Point it at a JDK 17 or newer"
  else
    java=$(command -v java) || die "Cannot start: no java on PATH. Install a JDK 17 or newer, or set JAVA_HOME"
  fi
}

require_java_17() {
  local version
  version=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)
  [ "${version:-0}" -ge 17 ] || die "Cannot start: $java is Java ${version:-unknown} (must be 17 or newer). Set JAVA_HOME"
}

require_build_tools() {
  if [ -n "${JAVA_HOME:-}" ]; then
    [ -x "$JAVA_HOME/bin/javac" ] || die "Cannot build: no bin/javac in $JAVA_HOME. Point JAVA_HOME at a JDK, not a JRE"
  else
    command -v javac >/dev/null || die "Cannot build: no javac on PATH. Install a JDK 17 or newer, not only a JRE"
  fi
  command -v mvn >/dev/null || die "Cannot build: no mvn on PATH. Install Maven 3.8 or newer"
}

# Which JVM: its path, and what changes with an update of it.
this_java() { printf '%s\n' "$java"; ls -lLi "$java"; }

is_built() {
  local module
  local sources=("$root/pom.xml")
  for module in job job/embedded launcher launcher/bench; do
    sources+=("$root/$module/pom.xml" "$root/$module/src/main")
  done
  [ -f "$built" ] && [ -f "$classpath_file" ] && [ -f "$launcher_jar" ] && [ -f "$job_jar" ] &&
    [ -f "$bench_jar" ] || return 1
  # Folders count: a deleted file changes its folder's time.
  [ -z "$(find "${sources[@]}" -newer "$built" | head -n 1)" ] || return 1
  local IFS=: jar
  for jar in $(cat "$classpath_file"); do
    [ -f "$jar" ] || return 1
  done
}

has_archive() {
  [ -f "$archive_for" ] && [ "$(this_java)" = "$(cat "$archive_for")" ] &&
    [ ! "$launcher_jar" -nt "$archive_for" ] && [ ! "$job_jar" -nt "$archive_for" ] &&
    [ ! "$embedded_jar" -nt "$archive_for" ]
}

holds_lock=no
release_lock() {
  if [ "$holds_lock" = yes ]; then
    rm -rf "$lock"
    holds_lock=no
  fi
}

# Signals do not reach another user's process, and small systems have no ps.
is_alive() { kill -0 "$1" 2>/dev/null || [ -d "/proc/$1" ] || ps -p "$1" >/dev/null 2>&1; }

take_lock() {
  local holder announced=no
  mkdir -p "$root/target" 2>/dev/null || true
  [ -w "$root/target" ] || die "Cannot build in $root: not writable. Run scripts/sterna there once as its owner"
  trap release_lock EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  until mkdir "$lock" 2>/dev/null; do
    holder=$(cat "$lock/pid" 2>/dev/null || true)
    if [ -n "$holder" ] && ! is_alive "$holder"; then
      # Its owner died. Only one of those who wait wins the renaming.
      mv "$lock" "$lock.dead.$$" 2>/dev/null && rm -rf "$lock.dead.$$"
      continue
    fi
    if [ "$announced" = no ]; then
      say "waiting for another start (process ${holder:-unknown}) that builds in $root; if there is none, remove $lock"
      announced=yes
    fi
    sleep 1
  done
  holds_lock=yes
  printf '%s\n' "$$" >"$lock/pid"
}

# Passes the build's output to the log, and its milestones to stderr.
show_progress() {
  local line downloads=0
  while IFS= read -r line; do
    printf '%s\n' "$line"
    case $line in
      *'Downloaded from '*)
        downloads=$((downloads + 1))
        [ $((downloads % 100)) -ne 0 ] || say "  $downloads files fetched"
        ;;
      '[INFO] Building Sterna '*) say "  $(printf '%s\n' "$line" | sed 's/^\[INFO\] Building //; s/ [^ ]*  *\[/ [/')" ;;
    esac
  done >"$log"
}

build() {
  require_build_tools
  mkdir -p "$root/launcher/target"
  say "building Sterna; the first time, Maven fetches some 500 MB of libraries (log: $log)"
  touch "$built.begun"
  if ! (cd "$root" && mvn -B -Dmaven.test.skip=true package </dev/null 2>&1) | show_progress; then
    grep '^\[ERROR\]' "$log" | head -n 15 >&2 || tail -n 15 "$log" >&2
    die "Cannot build: Maven failed, see $log"
  fi
  mv "$built.begun" "$built"
}

make_archive() {
  say "writing the class data archive (once a build; it halves the time to start)"
  rm -f "$archive" "$archive_for"
  if ! SPARK_LOCAL_IP=127.0.0.1 "$java" "${module_options[@]}" "${jvm_options[@]}" -XX:TieredStopAtLevel=1 \
    "-XX:ArchiveClassesAtExit=$archive.new" \
    -cp "$classpath" dev.sterna.launcher.Launcher warm-up >>"$log" 2>&1 </dev/null || ! mv "$archive.new" "$archive"; then
    say "that failed, so starts take longer than they could (see $log)"
  fi
  this_java >"$archive_for"
}

read_classpath() { classpath=$launcher_jar:$(cat "$classpath_file"); }

# Builds what is missing; sets java, classpath and jvm_options.
prepare() {
  find_java
  if ! is_built; then
    require_java_17
    take_lock
    is_built || build
    read_classpath
    has_archive || make_archive
    release_lock
  elif ! has_archive && [ -w "$root/launcher/target" ]; then
    require_java_17
    take_lock
    read_classpath
    has_archive || make_archive
    release_lock
  fi
  read_classpath

  [ ! -f "$archive" ] || jvm_options+=("-XX:SharedArchiveFile=$archive")
  [ -z "${STERNA_HEAP:-}" ] || jvm_options+=("-Xmx$STERNA_HEAP")
}

# Becomes the JVM. Arguments: the class and its own.
start() {
  # shellcheck disable=SC2086 # split at blanks, as documented
  exec "$java" "${module_options[@]}" "${jvm_options[@]}" ${STERNA_JAVA_OPTS:-} -cp "$classpath" "$@"
}
