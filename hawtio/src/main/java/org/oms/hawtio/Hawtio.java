// SPDX-License-Identifier: Apache-2.0
package org.oms.hawtio;

import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;

/**
 * Serves Hawtio at {@code /hawtio}. Who signs in with {@code HAWTIO_USER} and {@code
 * HAWTIO_PASSWORD} may connect to the Jolokia agents of the hosts in {@code HAWTIO_PROXY_HOSTS},
 * with the agent's own password, and to nothing else.
 *
 * <p>{@code HAWTIO_HOST} (127.0.0.1) and {@code HAWTIO_PORT} (18090) say where it listens.
 */
public final class Hawtio {

  private Hawtio() {}

  public static void main(String[] arguments) throws Exception {
    Settings.required("HAWTIO_USER");
    Settings.required("HAWTIO_PASSWORD");
    System.setProperty(
        "java.security.auth.login.config",
        Hawtio.class.getResource("/login.conf").toExternalForm());
    System.setProperty("hawtio.authenticationEnabled", "true");
    System.setProperty("hawtio.realm", "hawtio");
    System.setProperty("hawtio.roles", "admin");
    System.setProperty("hawtio.rolePrincipalClasses", OneAccount.Role.class.getName());
    System.setProperty(
        "hawtio.proxyAllowlist", Settings.optional("HAWTIO_PROXY_HOSTS", "127.0.0.1"));
    System.setProperty("hawtio.localAddressProbing", "false");

    String host = Settings.optional("HAWTIO_HOST", "127.0.0.1");
    int port = Integer.parseInt(Settings.optional("HAWTIO_PORT", "18090"));
    Server server = new Server(new InetSocketAddress(host, port));
    WebAppContext console = new WebAppContext();
    console.setContextPath("/hawtio");
    console.setWar(besideThisJar("lib/hawtio.war").toString());
    console.setThrowUnavailableOnStartupException(true);
    server.setHandler(console);
    server.start();
    server.join();
  }

  private static Path besideThisJar(String name) throws URISyntaxException {
    return Path.of(Hawtio.class.getProtectionDomain().getCodeSource().getLocation().toURI())
        .resolveSibling(name);
  }
}
