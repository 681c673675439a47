package io.finalnvr.pravega;

import io.pravega.client.control.impl.Controller;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Makes key-value tables usable with authentication. The client asks for a token by the name of the
 * table, the segment store compares it with the name of the table's segments, and lets nobody in
 * (pravega/pravega issue 5374). Asked for by the name that stands in the segments, the token fits.
 */
final class TableTokens {

  private static final String METHOD = "getOrRefreshDelegationTokenFor";
  private static final String SUFFIX = "_kvtable";

  private TableTokens() {}

  /** The controller, with tokens that fit tables. */
  static Controller fitting(Controller controller) {
    return (Controller)
        Proxy.newProxyInstance(
            Controller.class.getClassLoader(),
            new Class<?>[] {Controller.class},
            (proxy, method, args) -> {
              Object[] arguments = args;
              if (method.getName().equals(METHOD)) {
                arguments = args.clone();
                arguments[1] = args[1] + SUFFIX;
              }
              try {
                return method.invoke(controller, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
