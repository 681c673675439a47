package io.finalnvr.pravega.cluster;

import io.finalnvr.pravega.PravegaStoreProvider;
import io.finalnvr.spi.Store;
import io.finalnvr.spi.StoreConfig;
import io.finalnvr.testkit.StoreContract;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The store's contract on a cluster. */
@Timeout(240)
@ExtendWith(ClusterExtension.class)
class ClusterStoreIT extends StoreContract {

  private final PravegaCluster cluster;

  ClusterStoreIT(PravegaCluster cluster) {
    this.cluster = cluster;
  }

  @Override
  protected Store open() {
    return new PravegaStoreProvider().open(StoreConfig.of(cluster.storeUri("contract")));
  }
}
