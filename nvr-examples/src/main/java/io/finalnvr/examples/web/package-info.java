/**
 * The web application: cameras, live and recorded video in a browser, with a REST API that does
 * everything the page does. An example on the public API of the recorder.
 *
 * <ul>
 *   <li>{@link io.finalnvr.examples.web.WebServer}: puts everything together and listens
 *   <li>Who may do what: {@code Role}, {@code Users}, {@code Passwords}, {@code Sessions}, {@code
 *       LoginLimit}, {@code Access}, {@code AuditLog}
 *   <li>What there is to do: {@code CameraApi}, {@code FootageApi}, {@code SessionApi}, {@code
 *       UserApi}, {@code SystemApi}
 *   <li>What goes on: {@code MediaSocket} sends video, {@code StateFeed} tells of changes
 * </ul>
 */
@NullMarked
package io.finalnvr.examples.web;

import org.jspecify.annotations.NullMarked;
