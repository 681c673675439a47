/** The engine of FinalNVR for Java, with the store in memory. */
module io.finalnvr.core {
  requires com.fasterxml.jackson.databind;
  requires transitive io.finalnvr;
  requires static org.jspecify;
  requires org.slf4j;

  exports io.finalnvr.core;
  exports io.finalnvr.core.crypt;
  exports io.finalnvr.core.memory;

  provides io.finalnvr.spi.NvrProvider with
      io.finalnvr.core.NvrEngineProvider;
  provides io.finalnvr.spi.StoreProvider with
      io.finalnvr.core.memory.MemoryStoreProvider;

  uses io.finalnvr.spi.MediaDecoderProvider;
  uses io.finalnvr.spi.MediaSourceProvider;
  uses io.finalnvr.spi.StoreProvider;
  uses io.finalnvr.spi.WebRtcProvider;
}
