// SPDX-License-Identifier: Apache-2.0
package org.oms.audit.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers that are streamed, by their request: each is released when its response has ended,
 * however it ended.
 *
 * <p>Camel closes a stream that was read to its end. When the client goes away it only stops
 * reading, and what the stream holds would be held for ever.
 */
@ApplicationScoped
public class ResponseStreams {

  /**
   * Names a request within this process. The server sets it on each request, whatever a client
   * says, since Camel hands on headers but not the request itself.
   */
  static final String REQUEST = "X-Oms-Streamed-Request";

  private final Map<String, HttpServerRequest> requests = new ConcurrentHashMap<>();
  private final Map<String, StreamedAnswer> streams = new ConcurrentHashMap<>();
  private final Vertx vertx;

  ResponseStreams(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Releases the stream of this request, if it gets one, when the response has ended. */
  void watch(RoutingContext context) {
    String id = UUID.randomUUID().toString();
    requests.put(id, context.request());
    context.request().headers().set(REQUEST, id);
    context.addEndHandler(
        ended -> {
          requests.remove(id);
          release(id);
        });
  }

  /**
   * Ties a stream to the response of a request.
   *
   * @param stallMax a client that takes nothing for so long is cut off
   */
  void tie(StreamedAnswer stream, String id, Duration stallMax) {
    streams.put(id, stream);
    if (requests.containsKey(id)) {
      watchProgress(stream, id, stallMax, stream.progress());
    } else {
      release(id);
    }
  }

  private void watchProgress(StreamedAnswer stream, String id, Duration stallMax, long before) {
    vertx.setTimer(
        stallMax.toMillis(),
        timer -> {
          HttpServerRequest request = requests.get(id);
          if (request == null) {
            return;
          }
          long now = stream.progress();
          if (now == before) {
            cutOff(request);
            release(id); // The end handler is not told of a connection closed from here.
          } else {
            watchProgress(stream, id, stallMax, now);
          }
        });
  }

  /** Vert.x's own close would first wait for the client to take what is on its way. */
  private static void cutOff(HttpServerRequest request) {
    var unused = ((ConnectionBase) request.connection()).channel().close();
  }

  private void release(String id) {
    StreamedAnswer stream = streams.remove(id);
    if (stream != null) {
      vertx.executeBlocking(
          () -> {
            stream.release();
            return null;
          },
          false);
    }
  }
}
