// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.oms.terminusdb.embedded.api.Call;
import org.oms.terminusdb.embedded.api.Reply;
import org.oms.terminusdb.embedded.api.Router;
import org.oms.terminusdb.embedded.store.Store;

/**
 * A running server. What it has acknowledged survives kill -9; writers of one database take turns.
 */
public final class EmbeddedServer implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(EmbeddedServer.class.getName());
  private static final String HOST = "127.0.0.1";

  private final Limits limits;
  private final Store store;
  private final Router router;
  private final Vertx vertx;
  private final HttpServer http;

  private EmbeddedServer(Path directory, String password, Limits limits) {
    this.limits = limits;
    this.store = Store.open(directory, limits);
    this.router = new Router(store, password);
    this.vertx =
        Vertx.vertx(
            new VertxOptions()
                .setWorkerPoolSize(limits.workers())
                .setFileSystemOptions(new FileSystemOptions().setFileCachingEnabled(false)));
    this.http = vertx.createHttpServer(options(limits)).requestHandler(this::receive);
  }

  /**
   * Starts a server on this machine's own address.
   *
   * @param port 0 for any free one
   * @param directory where the data lives
   * @param password of the one user, admin
   */
  public static EmbeddedServer start(int port, Path directory, String password, Limits limits) {
    EmbeddedServer server = new EmbeddedServer(directory, password, limits);
    try {
      await(server.http.listen(port, HOST));
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  public int port() {
    return http.actualPort();
  }

  /** Takes no new requests, lets those in flight finish, and closes the store. */
  @Override
  public void close() {
    try {
      await(http.close());
      vertx
          .close()
          .toCompletionStage()
          .toCompletableFuture()
          .get(limits.shutdownGrace().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.log(Level.WARNING, "the server did not stop in time", e);
    } finally {
      store.close();
    }
  }

  private static HttpServerOptions options(Limits limits) {
    return new HttpServerOptions()
        .setAcceptBacklog(limits.connectionBacklog())
        .setMaxInitialLineLength(limits.requestLineBytesMax())
        .setMaxHeaderSize(limits.headerBytesMax())
        .setHttp2ClearTextEnabled(false)
        .setHandle100ContinueAutomatically(true)
        .setDecompressionSupported(true);
  }

  private void receive(HttpServerRequest request) {
    Buffer body = Buffer.buffer();
    request.handler(
        chunk -> {
          if (body.length() + chunk.length() > limits.bodyBytesMax()) {
            request.connection().close();
          } else {
            body.appendBuffer(chunk);
          }
        });
    request.exceptionHandler(failure -> LOG.log(Level.FINE, "request broken off", failure));
    request.endHandler(
        end ->
            vertx
                .executeBlocking(() -> answer(request, body.getBytes()), false)
                .onSuccess(reply -> send(request, reply))
                .onFailure(failure -> fail(request, failure)));
  }

  private Reply answer(HttpServerRequest request, byte[] body) {
    Map<String, String> headers = new TreeMap<>();
    request
        .headers()
        .forEach(each -> headers.put(each.getKey().toLowerCase(Locale.ROOT), each.getValue()));
    String path = URLDecoder.decode(request.path().replace("+", "%2B"), StandardCharsets.UTF_8);
    Call call =
        new Call(request.method().name(), path, parameters(request.params()), headers, body);
    return router.answer(call);
  }

  private static Map<String, String> parameters(MultiMap all) {
    Map<String, String> first = new TreeMap<>();
    all.forEach(each -> first.putIfAbsent(each.getKey(), each.getValue()));
    return first;
  }

  private static void fail(HttpServerRequest request, Throwable failure) {
    LOG.log(Level.SEVERE, request.method() + " " + request.path() + " failed", failure);
    send(request, Router.failed());
  }

  private static void send(HttpServerRequest request, Reply reply) {
    HttpServerResponse response = request.response();
    if (response.closed()) {
      return;
    }
    response.setStatusCode(reply.status());
    reply.headers().forEach(response::putHeader);
    response.putHeader("Connection", reply.closes() ? "close" : "Keep-Alive");
    if (request.method().name().equals("HEAD")) {
      response.putHeader("Content-Length", Integer.toString(reply.body().length));
      response.end();
    } else {
      response.setChunked(reply.isStreamed());
      response.end(Buffer.buffer(reply.body()));
    }
  }

  private static <T> void await(Future<T> future) {
    future.toCompletionStage().toCompletableFuture().join();
  }
}
