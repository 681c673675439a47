package io.finalnvr.examples.cli;

import io.finalnvr.ConfigurationException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;

/** Addresses of this machine. */
final class Addresses {

  private Addresses() {}

  static InetAddress of(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new ConfigurationException("no address of this machine: " + text, e);
    }
  }

  /** Those at which who listens on one is reached; of 0.0.0.0, all but link-local ones. */
  static List<InetAddress> reachedBy(String host) {
    InetAddress address = of(host);
    if (!address.isAnyLocalAddress()) {
      return List.of(address);
    }
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(each -> !each.isLinkLocalAddress())
          .toList();
    } catch (SocketException e) {
      throw new ConfigurationException("can't list the addresses of this machine: " + e, e);
    }
  }
}
