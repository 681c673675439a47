package io.finalnvr.core.play;

import io.finalnvr.ConfigurationException;
import io.finalnvr.Export;
import io.finalnvr.MediaException;
import io.finalnvr.NvrException;
import io.finalnvr.TimeRange;
import io.finalnvr.core.Clocks;
import io.finalnvr.spi.FrameLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An export on a thread of its own. Never waits for footage that is yet to come. */
public final class FootageExport implements Export {

  private static final Logger log = LoggerFactory.getLogger(FootageExport.class);
  private static final AtomicLong COUNT = new AtomicLong();
  private static final long CLOSE_MILLIS = 10_000;

  private final String cameraId;
  private final ExportJob job;
  private final CompletableFuture<ExportResult> result;
  private final Thread thread;

  private FootageExport(
      String cameraId, ExportJob job, CompletableFuture<ExportResult> result, Runnable onClosed) {
    this.cameraId = cameraId;
    this.job = job;
    this.result = result;
    this.thread =
        new Thread(
            () -> {
              run();
              onClosed.run();
            },
            "nvr-export-%s-%d".formatted(cameraId, COUNT.incrementAndGet()));
    thread.setDaemon(true);
  }

  /**
   * Starts to write a range into a file.
   *
   * @param onClosed called once on the export's thread when it is over
   * @throws ConfigurationException when the file's folder does not exist
   * @throws io.finalnvr.StorageException when the store can't tell how far the footage reaches
   */
  public static FootageExport start(
      String cameraId,
      FrameLog footage,
      TimeRange range,
      Path file,
      Clocks clocks,
      Runnable onClosed) {
    Path absolute = file.toAbsolutePath();
    Path folder = absolute.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new ConfigurationException("no folder %s; create it first".formatted(folder));
    }
    if (Files.isDirectory(absolute)) {
      throw new ConfigurationException(file + " is a folder; name a file in it");
    }
    CompletableFuture<ExportResult> result = new CompletableFuture<>();
    ExportJob job =
        new ExportJob(cameraId, footage, range, file, footage.tail(), clocks, result::isDone);
    FootageExport export = new FootageExport(cameraId, job, result, onClosed);
    export.thread.start();
    return export;
  }

  @Override
  public double progress() {
    return job.progress();
  }

  @Override
  public CompletableFuture<ExportResult> result() {
    return result;
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
      log.warn("{}: {} is slow to end", cameraId, thread.getName());
    }
  }

  private void run() {
    try {
      ExportResult done = job.run();
      log.info("{}: exported {} to {}", cameraId, done.range(), done.file());
      result.complete(done);
    } catch (CancellationException | InterruptedException e) {
      result.cancel(/* mayInterruptIfRunning= */ false);
    } catch (NvrException e) {
      result.completeExceptionally(e);
    } catch (RuntimeException | Error e) {
      result.completeExceptionally(
          new MediaException(
              MediaException.Reason.UNDECODABLE,
              "camera %s can't be exported".formatted(cameraId),
              e));
    }
  }
}
