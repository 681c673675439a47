package io.finalnvr.core.record;

import io.finalnvr.Import;
import io.finalnvr.ImportRequest;
import io.finalnvr.MediaException;
import io.finalnvr.NvrException;
import io.finalnvr.core.Clocks;
import io.finalnvr.spi.MediaSource;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An import on a thread of its own. */
public final class FootageImport implements Import {

  private static final Logger LOG = LoggerFactory.getLogger(FootageImport.class);
  private static final long CLOSE_MILLIS = 15_000;

  private final ImportRequest request;
  private final ImportJob job;
  private final CompletableFuture<ImportResult> result = new CompletableFuture<>();
  private final Thread thread;

  private FootageImport(ImportRequest request, ImportJob job, Runnable onClosed) {
    this.request = request;
    this.job = job;
    this.thread =
        new Thread(
            () -> {
              run();
              onClosed.run();
            },
            "nvr-import-" + request.cameraId());
    thread.setDaemon(true);
  }

  /**
   * Starts to read a file into a camera's footage.
   *
   * @param source of the file, as fast as it can
   * @param onClosed called once on the import's thread when it is over
   */
  public static FootageImport start(
      ImportRequest request,
      CameraFootage camera,
      MediaSource source,
      Leases leases,
      Clocks clocks,
      Runnable onClosed) {
    FootageImport started =
        new FootageImport(
            request, new ImportJob(request, camera, source, leases, clocks), onClosed);
    started.thread.start();
    return started;
  }

  @Override
  public double progress() {
    return job.progress();
  }

  @Override
  public CompletableFuture<ImportResult> result() {
    return result;
  }

  private void run() {
    try {
      ImportResult done = job.run();
      LOG.info("camera {}: imported {}, {}", request.cameraId(), request.file(), done.range());
      result.complete(done);
    } catch (CancellationException | InterruptedException e) {
      result.cancel(/* mayInterruptIfRunning= */ false);
    } catch (NvrException e) {
      result.completeExceptionally(e);
    } catch (RuntimeException | Error e) {
      result.completeExceptionally(
          new MediaException(
              MediaException.Reason.UNDECODABLE, request.file() + " can't be imported", e));
    }
  }

  @Override
  public void close() {
    job.cancel();
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      LOG.warn("camera {}: the import is slow to end", request.cameraId());
    }
  }
}
