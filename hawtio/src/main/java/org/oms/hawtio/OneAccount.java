// SPDX-License-Identifier: Apache-2.0
package org.oms.hawtio;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.Principal;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;
import javax.security.auth.spi.LoginModule;

/** Lets in who knows {@code HAWTIO_USER} and {@code HAWTIO_PASSWORD}, as an {@code admin}. */
public final class OneAccount implements LoginModule {

  /** What Hawtio asks a subject for; {@code hawtio.rolePrincipalClasses} names this type. */
  public record Role(String name) implements Principal {
    @Override
    public String getName() {
      return name;
    }
  }

  private static final Role ADMIN = new Role("admin");

  private Subject subject;
  private CallbackHandler callbacks;

  @Override
  public void initialize(
      Subject known, CallbackHandler handler, Map<String, ?> shared, Map<String, ?> options) {
    subject = known;
    callbacks = handler;
  }

  @Override
  public boolean login() throws LoginException {
    NameCallback name = new NameCallback("user");
    PasswordCallback password = new PasswordCallback("password", false);
    try {
      callbacks.handle(new Callback[] {name, password});
    } catch (IOException | UnsupportedCallbackException e) {
      throw new FailedLoginException(e.toString());
    }
    char[] given = password.getPassword();
    boolean nameFits = isSame(name.getName(), Settings.required("HAWTIO_USER"));
    boolean passwordFits =
        isSame(given == null ? "" : new String(given), Settings.required("HAWTIO_PASSWORD"));
    if (!nameFits || !passwordFits) {
      throw new FailedLoginException("Wrong user or password.");
    }
    return true;
  }

  @Override
  public boolean commit() {
    return subject.getPrincipals().add(ADMIN);
  }

  @Override
  public boolean abort() {
    return logout();
  }

  @Override
  public boolean logout() {
    subject.getPrincipals().remove(ADMIN);
    return true;
  }

  /** Takes as long whatever is wrong. */
  private static boolean isSame(String given, String wanted) {
    return given != null
        && MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8), wanted.getBytes(StandardCharsets.UTF_8));
  }
}
