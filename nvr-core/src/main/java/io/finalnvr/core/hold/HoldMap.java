package io.finalnvr.core.hold;

import io.finalnvr.ConfigurationException;
import io.finalnvr.spi.Versioned;
import io.finalnvr.spi.VersionedMap;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The holds of all cameras, by id. Changed only under the lease of their camera's retention. */
final class HoldMap {

  private final VersionedMap map;

  HoldMap(VersionedMap map) {
    this.map = map;
  }

  /** Of one stream, by what it is called; oldest first; released ones too. */
  List<HoldEntry> of(String stream) {
    String prefix = stream + HoldNames.INFIX;
    return map.entries().entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(prefix))
        .map(entry -> HoldJson.read(entry.getKey(), entry.getValue().value()))
        .sorted(
            Comparator.comparing((HoldEntry entry) -> entry.hold().created())
                .thenComparing(entry -> entry.hold().id()))
        .toList();
  }

  Optional<HoldEntry> get(String id) {
    return map.get(id).map(entry -> HoldJson.read(id, entry.value()));
  }

  void add(HoldEntry entry) {
    map.put(entry.hold().id(), HoldJson.write(entry), VersionedMap.ABSENT);
  }

  HoldEntry update(String id, UnaryOperator<HoldEntry> change) {
    Versioned now = map.get(id).orElseThrow(() -> unknown(id));
    HoldEntry changed = change.apply(HoldJson.read(id, now.value()));
    map.put(id, HoldJson.write(changed), now.version());
    return changed;
  }

  void remove(String id) {
    map.get(id).ifPresent(entry -> map.remove(id, entry.version()));
  }

  static ConfigurationException unknown(String id) {
    return new ConfigurationException("there is no hold '%s'; list them to see".formatted(id));
  }
}
