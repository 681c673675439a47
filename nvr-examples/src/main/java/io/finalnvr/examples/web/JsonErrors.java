package io.finalnvr.examples.web;

import io.finalnvr.examples.console.Json;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** What is refused before any route is asked, such as a path that can't be, looks like the rest. */
final class JsonErrors extends ErrorHandler {

  private static final HttpField TYPE =
      new HttpField(HttpHeader.CONTENT_TYPE, "application/json;charset=utf-8");

  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    response.getHeaders().put(TYPE);
    Content.Sink.write(response, true, text(code, message), callback);
  }

  private static String text(int code, @Nullable String message) {
    String words = message == null ? HttpStatus.getMessage(code) : message;
    return Json.write(Json.object("error", "the request can't be understood: " + words));
  }
}
