// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.http;

import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.Deque;
import org.oms.audit.AuditConfig;
import org.oms.audit.problem.ProblemKind;
import org.oms.audit.problem.ProblemResponse;
import org.oms.audit.problem.RefusedException;

/**
 * Lets bodies in as far as there is room: one in work takes some ten times its bytes of the heap.
 * The others wait unread, so that their senders wait too, and are let in as they came.
 */
@ApplicationScoped
public class LargeBodies {

  /** Vert.x counts its timers from 0. */
  private static final long NO_TIMER = -1;

  private final AuditConfig.Http limits;
  private final Deque<Body> waiting = new ArrayDeque<>();
  private long takenBytes;

  LargeBodies(AuditConfig config) {
    this.limits = config.http();
  }

  private enum Place {
    OUTSIDE,
    WAITING,
    INSIDE
  }

  /** A body; what becomes of its request is done in the request's own context. */
  private static final class Body {
    private final RoutingContext request;
    private final Context context;
    private final long bytes;
    private Place place = Place.OUTSIDE;
    private long timer = NO_TIMER;

    Body(RoutingContext request, long bytes) {
      this.request = request;
      this.context = request.vertx().getOrCreateContext();
      this.bytes = bytes;
    }
  }

  /** Goes on with a request now or when there is room; refuses it when there is none in time. */
  void admit(RoutingContext request) {
    long bytes = bytes(request.request());
    if (bytes <= limits.smallBodyBytesMax()) {
      request.next();
      return;
    }
    Body body = new Body(request, bytes);
    request.request().pause();
    request.addEndHandler(
        ended -> {
          cancelTimer(body);
          leave(body);
        });
    switch (enter(body)) {
      case INSIDE -> goOn(body);
      case WAITING -> setTimer(body, limits.bodyWaitMs());
      case OUTSIDE -> refuse(body, noRoom());
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
      refuse(body, noRoom());
    } else if (!body.request.request().isEnded()) {
      refuse(body, new RefusedException(ProblemKind.TOO_SLOW, "Nothing was done."));
    }
  }

  private static RefusedException noRoom() {
    return new RefusedException(
        ProblemKind.UNAVAILABLE, "Too many large bodies are in work. Nothing was done.");
  }

  /** What is left of the body is not read: nothing can follow on this connection. */
  private static void refuse(Body body, RefusedException why) {
    body.request.response().putHeader(HttpHeaders.CONNECTION, "close");
    ProblemResponse.send(body.request, why);
  }

  private synchronized boolean is(Body body, Place place) {
    return body.place == place;
  }

  /** What a body without a length may have. */
  private long bytes(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length == null) {
      boolean has = request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
      return has ? limits.bodyMax().asLongValue() : 0;
    }
    return length.matches("[0-9]{1,18}") ? Long.parseLong(length) : 0;
  }
}
