package io.finalnvr.core.play;

import io.finalnvr.ConfigurationException;
import io.finalnvr.Export;
import io.finalnvr.ExportRequest;
import io.finalnvr.MediaException;
import io.finalnvr.NvrException;
import io.finalnvr.core.Clocks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  private final String name;
  private final ExportWork job;
  private final Attempts attempts;
  private final CompletableFuture<ExportResult> result;
  private final Thread thread;

  private FootageExport(
      String name,
      ExportWork job,
      Attempts attempts,
      CompletableFuture<ExportResult> result,
      Runnable onClosed) {
    this.name = name;
    this.job = job;
    this.attempts = attempts;
    this.result = result;
    this.thread =
        new Thread(
            () -> {
              run();
              onClosed.run();
            },
            "nvr-export-%s-%d".formatted(name, COUNT.incrementAndGet()));
    thread.setDaemon(true);
  }

  /**
   * Starts to write a range into a file.
   *
   * @param cameras those of the request, in its order
   * @param onClosed called once on the export's thread when it is over
   * @throws ConfigurationException when the file's folder does not exist, or the file does and is
   *     not to be overwritten
   * @throws io.finalnvr.StorageException when the store can't tell how far the footage reaches
   */
  public static FootageExport start(
      ExportRequest request, List<CameraLog> cameras, Path file, Clocks clocks, Runnable onClosed) {
    check(file, request.overwrite());
    CompletableFuture<ExportResult> result = new CompletableFuture<>();
    Attempts attempts = new Attempts(clocks, result::isDone);
    FootageExport export =
        new FootageExport(
            String.join("+", request.cameraIds()),
            request.form() == ExportRequest.Form.FRAGMENTED
                ? new FragmentedJob(request, cameras, file, attempts, clocks)
                : new ExportJob(request, cameras, file, attempts),
            attempts,
            result,
            onClosed);
    export.thread.start();
    return export;
  }

  private static void check(Path file, boolean overwrite) {
    Path absolute = file.toAbsolutePath();
    Path folder = absolute.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new ConfigurationException("no folder %s; create it first".formatted(folder));
    }
    if (Files.isDirectory(absolute)) {
      throw new ConfigurationException(file + " is a folder; name a file in it");
    }
    if (!overwrite && Files.exists(absolute)) {
      throw new ConfigurationException(
          file + " exists; name another file, or ask for it to be overwritten");
    }
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
    attempts.cancel();
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      log.warn("{}: {} is slow to end", name, thread.getName());
    }
  }

  private void run() {
    try {
      ExportResult done = job.run();
      log.info("{}: exported {} to {}", name, done.range(), done.file());
      result.complete(done);
    } catch (CancellationException | InterruptedException e) {
      result.cancel(/* mayInterruptIfRunning= */ false);
    } catch (NvrException e) {
      result.completeExceptionally(e);
    } catch (RuntimeException | Error e) {
      result.completeExceptionally(
          new MediaException(
              MediaException.Reason.UNDECODABLE, "%s can't be exported".formatted(name), e));
    }
  }
}
