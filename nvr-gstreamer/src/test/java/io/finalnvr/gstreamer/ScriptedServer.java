package io.finalnvr.gstreamer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Describes one H.264 stream, refuses to set it up, and keeps where it was asked to. */
final class ScriptedServer implements AutoCloseable {

  private static final String SDP =
      """
      v=0
      o=- 0 0 IN IP4 127.0.0.1
      s=scripted
      t=0 0
      m=video 0 RTP/AVP 96
      a=rtpmap:96 H264/90000
      a=control:track1
      """
          .replace("\n", "\r\n");

  private final ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  private final List<String> setups = new CopyOnWriteArrayList<>();
  private final String contentBase;

  /**
   * @param contentBase that is sent with the description, below the server's address; empty for
   *     none
   */
  ScriptedServer(String contentBase) throws IOException {
    this.contentBase = contentBase;
    Thread thread = new Thread(this::serve, "scripted-server");
    thread.setDaemon(true);
    thread.start();
  }

  String uri(String path) {
    return "rtsp://127.0.0.1:" + socket.getLocalPort() + path;
  }

  /** The paths of the SETUP requests. */
  List<String> setups() {
    return setups;
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        answer(client);
      } catch (IOException e) {
        // The client hung up, or the test is over.
      }
    }
  }

  private void answer(Socket client) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] request = line.split(" ", -1);
      String sequence = "";
      for (String header = in.readLine();
          header != null && !header.isEmpty();
          header = in.readLine()) {
        sequence = header.startsWith("CSeq:") ? header : sequence;
      }
      String answer = answer(request[0], URI.create(request[1]).getPath(), sequence);
      client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    }
  }

  private String answer(String method, String path, String sequence) {
    return switch (method) {
      case "OPTIONS" ->
          "RTSP/1.0 200 OK\r\n" + sequence + "\r\nPublic: DESCRIBE, SETUP, PLAY, TEARDOWN\r\n\r\n";
      case "DESCRIBE" ->
          "RTSP/1.0 200 OK\r\n%s\r\n%sContent-Type: application/sdp\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(
                  sequence,
                  contentBase.isEmpty() ? "" : "Content-Base: " + uri(contentBase) + "\r\n",
                  SDP.length(),
                  SDP);
      case "SETUP" -> {
        setups.add(path);
        yield "RTSP/1.0 404 Not Found\r\n" + sequence + "\r\n\r\n";
      }
      default -> "RTSP/1.0 200 OK\r\n" + sequence + "\r\n\r\n";
    };
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
