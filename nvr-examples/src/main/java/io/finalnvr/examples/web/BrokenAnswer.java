package io.finalnvr.examples.web;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends an answer whose footage can't be read to its end: the connection is cut, so that nobody
 * takes half a file for a whole one, or the words of an error for footage.
 */
final class BrokenAnswer {

  private static final Logger log = LoggerFactory.getLogger(BrokenAnswer.class);

  private BrokenAnswer() {}

  /** Cuts the connection where the answer has begun; else throws what has happened. */
  static <E extends Exception> void end(Context request, E cause) throws E {
    HttpServletResponse answer = request.res();
    if (!answer.isCommitted()) {
      // What is told instead has another length.
      answer.resetBuffer();
      answer.setContentLengthLong(-1);
      throw cause;
    }
    log.warn("{} is broken off: {}", request.path(), cause.toString());
    ServletContextRequest.getServletContextRequest(request.req())
        .getConnectionMetaData()
        .getConnection()
        .getEndPoint()
        .close();
  }
}
