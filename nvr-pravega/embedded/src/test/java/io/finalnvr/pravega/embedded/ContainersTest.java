package io.finalnvr.pravega.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.util.concurrent.AbstractService;
import io.pravega.segmentstore.contracts.ContainerNotFoundException;
import io.pravega.segmentstore.server.SegmentContainer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContainersTest {

  private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
  private final BlockingQueue<Life> begun = new LinkedBlockingQueue<>();
  private final Containers containers = new Containers(this::make, executor);

  @AfterEach
  void tearDown() {
    executor.shutdownNow();
  }

  @Test
  void started_servesAllContainers() throws Exception {
    containers.start(2).get(10, TimeUnit.SECONDS);

    assertThat(containers.getContainer(0).getId()).isEqualTo(0);
    assertThat(containers.getContainer(1).getId()).isEqualTo(1);
    assertThat(containers.getContainers()).hasSize(2);
  }

  @Test
  void failedContainer_isReplaced() throws Exception {
    containers.start(1).get(10, TimeUnit.SECONDS);
    SegmentContainer first = containers.getContainer(0);

    next().fail();

    next();
    Deadline.after(Duration.ofSeconds(10)).await("the new container", () -> serves(0));
    assertThat(containers.getContainer(0)).isNotSameAs(first);
  }

  @Test
  void containerThatFailsAgain_isTriedAgain() throws Exception {
    containers.start(1).get(10, TimeUnit.SECONDS);
    next().fail();
    next().fail();

    next();
    Deadline.after(Duration.ofSeconds(10)).await("the third container", () -> serves(0));
  }

  @Test
  void stopped_servesNoneAndReplacesNone() throws Exception {
    containers.start(1).get(10, TimeUnit.SECONDS);
    Life life = next();

    containers.stop().get(10, TimeUnit.SECONDS);

    assertThat(life.isRunning()).isFalse();
    assertThat(containers.isClosed()).isTrue();
    assertThatThrownBy(() -> containers.getContainer(0))
        .isInstanceOf(ContainerNotFoundException.class);
    containers.start(1).get(10, TimeUnit.SECONDS);
    assertThat(containers.getContainers()).isEmpty();
  }

  private boolean serves(int id) {
    try {
      return containers.getContainer(id).isRunning();
    } catch (ContainerNotFoundException e) {
      return false;
    }
  }

  private Life next() throws InterruptedException {
    Life life = begun.poll(10, TimeUnit.SECONDS);
    assertThat(life).isNotNull();
    return life;
  }

  /** A container that only lives. */
  private SegmentContainer make(int id) {
    Life life = new Life();
    return (SegmentContainer)
        Proxy.newProxyInstance(
            SegmentContainer.class.getClassLoader(),
            new Class<?>[] {SegmentContainer.class},
            (self, method, arguments) -> {
              if (method.getName().equals("getId")) {
                return id;
              }
              if (method.getName().equals("close")) {
                return null;
              }
              try {
                return method.invoke(life, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private final class Life extends AbstractService {

    @Override
    protected void doStart() {
      notifyStarted();
      begun.add(this);
    }

    @Override
    protected void doStop() {
      notifyStopped();
    }

    void fail() {
      notifyFailed(new IllegalStateException("on purpose"));
    }
  }
}
