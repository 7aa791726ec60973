// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.oms.ontology.OmsConfig;
import org.oms.ontology.problem.Problem;
import org.oms.ontology.problem.ProblemException;
import org.oms.ontology.request.ApiRequest;

/**
 * The cookie that carries a session's secret. Scripts can't read it (HttpOnly), it goes over TLS
 * only (Secure, and the {@code __Host-} prefix ties it to this host), and browsers send it with no
 * request that another site causes (SameSite=Strict).
 *
 * <p>A page of a sibling domain is the same site, so SameSite alone does not keep it out. A write
 * with a cookie is therefore refused when the browser says that it comes from another origin:
 * browsers set {@code Sec-Fetch-Site} and {@code Origin} themselves, and a client that is no
 * browser has no cookies that others could make it send. Reads change nothing, and without CORS
 * headers, which the service never sends, other origins can't see their answers.
 */
@ApplicationScoped
public class SessionCookie {

  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

  private final String name;
  private final String attributes;

  @Inject
  public SessionCookie(OmsConfig config) {
    boolean secure = config.session().secureCookie();
    this.name = secure ? "__Host-oms-session" : "oms-session";
    this.attributes = "; Path=/; HttpOnly; SameSite=Strict" + (secure ? "; Secure" : "");
  }

  /** The secret a request carries. */
  public Optional<String> in(ApiRequest request) {
    return request.header("cookie").stream()
        .flatMap(cookies -> Stream.of(cookies.split(";", -1)))
        .map(String::strip)
        .filter(cookie -> cookie.startsWith(name + "="))
        .map(cookie -> cookie.substring(name.length() + 1))
        .filter(secret -> !secret.isEmpty())
        .findFirst();
  }

  /**
   * Ends a write that another origin's page makes the browser send.
   *
   * @throws ProblemException {@code cross-origin} (403)
   */
  public void requireOwnOrigin(ApiRequest request) {
    if (request.operation().isWrite() && !isOwnOrigin(request)) {
      throw new ProblemException(
          Problem.of(
              "cross-origin",
              "Not from another origin",
              403,
              "A session's cookie is accepted for writes from pages of this origin only."));
    }
  }

  private static boolean isOwnOrigin(ApiRequest request) {
    Optional<String> site = request.header("sec-fetch-site");
    if (site.isPresent()) {
      return OWN_SITES.contains(site.get());
    }
    return request
        .header("origin")
        .map(
            origin -> request.header("host").map(authority(origin)::equalsIgnoreCase).orElse(false))
        .orElse(true);
  }

  private static String authority(String origin) {
    try {
      String authority = URI.create(origin).getRawAuthority();
      return authority == null ? "" : authority;
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /** The header that gives a caller the secret. */
  String given(String secret, long seconds) {
    return name + "=" + secret + "; Max-Age=" + seconds + attributes;
  }

  /** The header that takes it back. */
  String taken() {
    return name + "=; Max-Age=0" + attributes;
  }
}
