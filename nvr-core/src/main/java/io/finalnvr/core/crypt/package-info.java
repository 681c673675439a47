/**
 * Encryption of what is stored: records of logs, and entries of maps. The form, and what it is good
 * for, is written down in {@code doc/encryption.md}.
 *
 * <ul>
 *   <li>{@link io.finalnvr.core.crypt.Encryption}: opens a store with keys, or finds that it needs
 *       some
 *   <li>{@link io.finalnvr.core.crypt.KeyFile}: wrapping keys in a file
 * </ul>
 */
@NullMarked
package io.finalnvr.core.crypt;

import org.jspecify.annotations.NullMarked;
