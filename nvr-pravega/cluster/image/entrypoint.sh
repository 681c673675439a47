#!/bin/sh
# Starts one server of a Pravega cluster: controller, segmentstore or standalone, with the variables that
# the entry point of the official image understands; bookie and zookeeper are the other two images.
#
#   WAIT_FOR            host:port,... that must accept connections first
#   JAVA_OPTS           options of the JVM; they come last and win
#   ZK_URL              host:port of ZooKeeper
#   controller          REST_SERVER_PORT
#   segmentstore        PUBLISHED_ADDRESS, PUBLISHED_PORT, CONTROLLER_URL, BK_ZK_URL, TIER2_STORAGE, NFS_MOUNT
#   standalone          HOST_IP (keeps nothing: all of it is in memory)
#   bookie              bookiePort, BK_advertisedAddress, BK_DIR, BOOKIE_ID
#   zookeeper           ZOO_TICK_TIME
set -e

home=/opt/pravega
conf=$home/conf
jars="$conf:$home/lib/*"
logging=-Dlogback.configurationFile=$conf/logback.xml

await() {
  for address in $(echo "$1" | tr ',' ' '); do
    # The connection must be made by something that ends it: ZooKeeper never does.
    until timeout 2 nc -w 1 "${address%:*}" "${address##*:}" -e true >/dev/null 2>&1; do
      sleep 0.2
    done
  done
}

# Sets a system property, where there is a value for it.
property() {
  [ -z "$2" ] || settings="$settings -D$1=$2"
}

start() {
  echo "starting $*"
  # JAVA_OPTS may hold quoted values, as with the start scripts of the official image.
  # A server without memory answers, and does nothing: better it ends and is started again.
  eval exec java -server -XX:+ExitOnOutOfMemoryError "$defaults" "$settings" "$JAVA_OPTS" -cp "'$jars'" "$@"
}

controller() {
  property controller.zk.connect.uri "$ZK_URL"
  property controller.server.store.host.type Zookeeper
  property controller.service.rest.listener.port "$REST_SERVER_PORT"
  defaults="-Xms64m -Xmx512m $logging"
  start io.pravega.controller.server.Main
}

segmentstore() {
  property pravegaservice.zk.connect.uri "$ZK_URL"
  property bookkeeper.zk.connect.uri "${BK_ZK_URL:-$ZK_URL}"
  property autoScale.controller.connect.uri "$CONTROLLER_URL"
  property pravegaservice.storage.impl.name "$TIER2_STORAGE"
  if [ "$TIER2_STORAGE" = FILESYSTEM ]; then
    property filesystem.root "$NFS_MOUNT"
  fi
  if [ -n "$PUBLISHED_ADDRESS" ]; then
    property pravegaservice.service.published.host.nameOrIp "$PUBLISHED_ADDRESS"
    property pravegaservice.service.listener.host.nameOrIp 0.0.0.0
  fi
  property pravegaservice.service.published.port "$PUBLISHED_PORT"
  defaults="-Xms64m -Dpravega.configurationFile=$conf/config.properties $logging"
  start io.pravega.segmentstore.server.host.ServiceStarter
}

standalone() {
  property pravegaservice.service.published.host.nameOrIp "$HOST_IP"
  property pravegaservice.service.listener.host.nameOrIp 0.0.0.0
  property singlenode.zk.port 2181
  property singlenode.controller.rpc.port 9090
  property singlenode.segmentStore.port 12345
  defaults="-Xmx1g -Dsinglenode.configurationFile=$conf/standalone-config.properties $logging"
  start io.pravega.local.LocalPravegaEmulator
}

bookie() {
  ledgers=/pravega/pravega-cluster/bookkeeper
  data=${BK_DIR:-/bk}
  port=${bookiePort:-3181}
  mkdir -p "$data/journal" "$data/ledgers"
  {
    echo "bookiePort=$port"
    # A name of its own, so that the address may change.
    echo "bookieId=${BOOKIE_ID:-bookie-$port}"
    [ -z "$BK_advertisedAddress" ] || echo "advertisedAddress=$BK_advertisedAddress"
    echo "allowLoopback=true"
    echo "metadataServiceUri=zk+hierarchical://$ZK_URL$ledgers/ledgers"
    echo "journalDirectories=$data/journal"
    echo "ledgerDirectories=$data/ledgers"
    echo "indexDirectories=$data/ledgers"
    echo "httpServerEnabled=false"
    echo "autoRecoveryDaemonEnabled=false"
    echo "journalPreAllocSizeMB=4"
    echo "journalMaxSizeMB=64"
    echo "gcWaitTime=30000"
    echo "numAddWorkerThreads=1"
    echo "numReadWorkerThreads=2"
    echo "serverNumIOThreads=2"
  } >/tmp/bookie.conf
  if [ ! -e "$data/ledgers/current" ]; then
    new_cluster
  fi
  # New entries are sorted in up to 64 MiB of heap before they are written to the ledgers.
  defaults="-Xms64m -Xmx256m -XX:MaxDirectMemorySize=128m $logging"
  start org.apache.bookkeeper.server.Main --conf /tmp/bookie.conf
}

# The places in ZooKeeper. Every bookie tries, the first one succeeds.
new_cluster() {
  run="java -Xmx64m -XX:TieredStopAtLevel=1 -Dlog.level=ERROR $logging -cp $jars"
  path=
  for folder in pravega pravega-cluster bookkeeper; do
    path=$path/$folder
    echo "create $path"
  done | $run org.apache.zookeeper.ZooKeeperMain -server "$ZK_URL" >/dev/null 2>&1 || true
  $run org.apache.bookkeeper.bookie.BookieShell -conf /tmp/bookie.conf initnewcluster || true
}

zookeeper() {
  mkdir -p /data
  defaults="-Xmx96m -Dzookeeper.admin.enableServer=false $logging"
  # Sessions last 2 to 20 ticks; the shorter, the sooner a dead server is noticed.
  start org.apache.zookeeper.server.ZooKeeperServerMain 2181 /data "${ZOO_TICK_TIME:-500}"
}

settings=
[ -z "$WAIT_FOR" ] || await "$WAIT_FOR"
case "$1" in
controller | segmentstore | standalone | bookie | zookeeper) "$1" ;;
*)
  echo "Usage: $0 (controller|segmentstore|standalone)"
  exit 1
  ;;
esac
