package io.finalnvr.examples.web;

import io.finalnvr.NvrException;
import io.finalnvr.VirtualFile;
import io.javalin.http.Context;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers GET and HEAD with a virtual file, whole or in part: its length is told before the first
 * byte is made, and what was broken off can be gone on with.
 */
final class FileAnswer {

  private static final int CHUNK = 256 * 1024;

  private FileAnswer() {}

  /** Sends what is asked for; blocks until the client has taken it. Cuts it off where it fails. */
  static void send(Context request, VirtualFile file) throws IOException {
    request
        .header("Accept-Ranges", "bytes")
        .header("ETag", file.etag())
        .header("X-NVR-Start", file.range().start().toString())
        .header("X-NVR-End", file.range().end().toString());
    if (names(request.header("If-None-Match"), file.etag())) {
      request.status(304);
      return;
    }
    ByteRange part = new ByteRange(0, file.length());
    try {
      Optional<ByteRange> asked = asked(request, file);
      if (asked.isPresent()) {
        part = asked.get();
        request
            .status(206)
            .header(
                "Content-Range",
                "bytes %d-%d/%d".formatted(part.start(), part.end() - 1, file.length()));
      }
    } catch (ByteRange.Unsatisfiable e) {
      request.status(416).header("Content-Range", "bytes */" + file.length()).result("");
      return;
    }
    request.contentType(file.mimeType());
    request.res().setContentLengthLong(part.length());
    if (!request.method().name().equals("HEAD")) {
      try {
        write(file, part, request.res().getOutputStream());
      } catch (IOException e) {
        BrokenAnswer.end(request, e);
      } catch (NvrException e) {
        BrokenAnswer.end(request, e);
      }
    }
  }

  private static Optional<ByteRange> asked(Context request, VirtualFile file)
      throws ByteRange.Unsatisfiable {
    String range = request.header("Range");
    String condition = request.header("If-Range");
    boolean changed = condition != null && !condition.strip().equals(file.etag());
    return range == null || changed ? Optional.empty() : ByteRange.of(range, file.length());
  }

  private static boolean names(@Nullable String header, String etag) {
    if (header == null) {
      return false;
    }
    for (String each : header.split(",")) {
      String tag = each.strip();
      if (tag.equals("*") || tag.replaceFirst("^W/", "").equals(etag)) {
        return true;
      }
    }
    return false;
  }

  private static void write(VirtualFile file, ByteRange part, ServletOutputStream out)
      throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    for (long at = part.start(); at < part.end(); ) {
      chunk.clear().limit((int) Math.min(CHUNK, part.end() - at));
      int read = file.read(at, chunk);
      if (read <= 0) {
        throw new IOException("the file is shorter than it said");
      }
      out.write(chunk.array(), 0, read);
      at += read;
    }
    out.flush();
  }
}
