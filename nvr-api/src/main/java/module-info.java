/**
 * The public interfaces and value types of FinalNVR for Java, and the interfaces of its adapters.
 */
module io.finalnvr {
  requires static transitive org.jspecify;

  exports io.finalnvr;
  exports io.finalnvr.analysis;
  exports io.finalnvr.media;
  exports io.finalnvr.spi;

  uses io.finalnvr.spi.NvrProvider;
}
