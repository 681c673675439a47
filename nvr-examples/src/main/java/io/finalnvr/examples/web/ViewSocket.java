package io.finalnvr.examples.web;

import com.fasterxml.jackson.databind.JsonNode;

/** What a WebSocket that shows a camera can be told. */
interface ViewSocket extends AutoCloseable {

  /** Does what the page asks for. */
  void command(JsonNode message);

  @Override
  void close();
}
