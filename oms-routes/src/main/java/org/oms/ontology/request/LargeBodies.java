// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.request;

import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.oms.ontology.OmsConfig;
import org.oms.ontology.problem.Problem;

/**
 * Lets bodies in as far as there is room: one in work takes some twenty times its bytes of the
 * heap. The others wait unread, so that their senders wait too, and are let in as they came.
 */
@ApplicationScoped
public class LargeBodies {

  private static final Problem NO_ROOM =
      Problem.of(
              "too-many-large-bodies",
              "Too many large bodies are in work",
              503,
              "Nothing was done. Send it again later, or in smaller parts.")
          .retryAfter(2);

  private static final Problem TOO_SLOW =
      Problem.of("body-too-slow", "The body came too slowly", 408, "Nothing was done.");

  /** Vert.x counts its timers from 0. */
  private static final long NO_TIMER = -1;

  private final OmsConfig.Input limits;
  private final Deque<Body> waiting = new ArrayDeque<>();
  private long takenBytes;

  @Inject
  public LargeBodies(OmsConfig config) {
    this.limits = config.input();
  }

  private enum Place {
    OUTSIDE,
    WAITING,
    INSIDE
  }

  /** A body and what becomes of its request; each is called in the request's own context. */
  private static final class Body {
    private final RoutingContext request;
    private final Context context;
    private final long bytes;
    private final Consumer<Problem> refused;
    private Place place = Place.OUTSIDE;
    private long timer = NO_TIMER;

    Body(RoutingContext request, long bytes, Consumer<Problem> refused) {
      this.request = request;
      this.context = request.vertx().getOrCreateContext();
      this.bytes = bytes;
      this.refused = refused;
    }
  }

  /**
   * Goes on with a request now or when there is room.
   *
   * @param declaredBytes its Content-Length, 0 without one
   * @param refused called instead, with what to answer, when there is none in time
   */
  void admit(RoutingContext request, long declaredBytes, Consumer<Problem> refused) {
    long bytes = bytes(request.request(), declaredBytes);
    if (bytes <= limits.smallBodyBytesMax()) {
      request.next();
      return;
    }
    Body body = new Body(request, bytes, refused);
    request.request().pause();
    request.addEndHandler(
        ended -> {
          cancelTimer(body);
          leave(body);
        });
    switch (enter(body)) {
      case INSIDE -> goOn(body);
      case WAITING -> setTimer(body, limits.bodyWaitMs());
      case OUTSIDE -> refused.accept(NO_ROOM);
    }
  }

  private synchronized Place enter(Body body) {
    if (waiting.isEmpty() && hasRoomFor(body)) {
      take(body);
    } else if (waiting.size() < limits.bodiesWaitingMax()) {
      body.place = Place.WAITING;
      waiting.add(body);
    }
    return body.place;
  }

  private synchronized void leave(Body body) {
    if (body.place == Place.WAITING) {
      waiting.remove(body);
    } else if (body.place == Place.INSIDE) {
      takenBytes -= body.bytes;
    }
    body.place = Place.OUTSIDE;
    while (!waiting.isEmpty() && hasRoomFor(waiting.peek())) {
      Body next = waiting.remove();
      take(next);
      next.context.runOnContext(nothing -> goOn(next));
    }
  }

  private void take(Body body) {
    body.place = Place.INSIDE;
    takenBytes += body.bytes;
  }

  private boolean hasRoomFor(Body body) {
    return takenBytes == 0 || takenBytes + body.bytes <= limits.bodiesBytesMax();
  }

  private void goOn(Body body) {
    if (is(body, Place.INSIDE)) {
      setTimer(body, limits.bodyArrivalMs());
      body.request.request().resume();
      body.request.next();
    }
  }

  /** The one timer of a body; it would keep the body in memory when its request has ended. */
  private void setTimer(Body body, int milliseconds) {
    cancelTimer(body);
    body.timer = body.request.vertx().setTimer(milliseconds, timer -> giveUp(body));
  }

  private static void cancelTimer(Body body) {
    body.request.vertx().cancelTimer(body.timer);
  }

  private void giveUp(Body body) {
    if (is(body, Place.WAITING)) {
      body.refused.accept(NO_ROOM);
    } else if (!body.request.request().isEnded()) {
      body.refused.accept(TOO_SLOW);
    }
  }

  private synchronized boolean is(Body body, Place place) {
    return body.place == place;
  }

  /** What a body without a length may have. */
  private long bytes(HttpServerRequest request, long declaredBytes) {
    boolean open = declaredBytes == 0 && request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    return open ? limits.bodyBytesMax() : declaredBytes;
  }
}
