/**
 * For authors of adapters: contract suites that every implementation of {@link io.finalnvr.spi}
 * must pass, and fakes to test against.
 *
 * <ul>
 *   <li>{@link io.finalnvr.testkit.StoreContract}: JUnit 5 tests of a {@link io.finalnvr.spi.Store}
 *       with its logs and maps
 * </ul>
 */
@NullMarked
package io.finalnvr.testkit;

import org.jspecify.annotations.NullMarked;
