/**
 * For authors of adapters: contract suites that every implementation of {@link io.finalnvr.spi}
 * must pass, and fakes to test against.
 *
 * <ul>
 *   <li>{@link io.finalnvr.testkit.StoreContract}: JUnit 5 tests of a {@link io.finalnvr.spi.Store}
 *       with its logs and maps
 *   <li>{@link io.finalnvr.testkit.MediaSourceContract}: the same of a {@link
 *       io.finalnvr.spi.MediaSource}
 *   <li>{@link io.finalnvr.testkit.MediaDecoderContract}: the same of a {@link
 *       io.finalnvr.spi.MediaDecoder}; {@link io.finalnvr.testkit.FakeMediaDecoder}: one whose
 *       pictures say which frame they are
 *   <li>{@link io.finalnvr.testkit.FlakyStore}: a store that fails when told
 *   <li>{@link io.finalnvr.testkit.FakeMediaSource}, {@link io.finalnvr.testkit.FakeScript}, {@link
 *       io.finalnvr.testkit.FakeSession}, {@link io.finalnvr.testkit.FakeMediaSourceProvider},
 *       {@link io.finalnvr.testkit.FakeFrames}: cameras that do what a test says
 * </ul>
 */
@NullMarked
package io.finalnvr.testkit;

import org.jspecify.annotations.NullMarked;
