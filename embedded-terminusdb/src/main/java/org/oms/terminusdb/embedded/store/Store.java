// SPDX-License-Identifier: Apache-2.0
package org.oms.terminusdb.embedded.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.oms.terminusdb.embedded.Json;
import org.oms.terminusdb.embedded.Limits;
import org.oms.terminusdb.embedded.RandomIds;
import org.oms.terminusdb.embedded.Refusal;
import org.oms.terminusdb.embedded.schema.Prefixes;

/**
 * All databases, in one H2 MVStore file. What {@link #durably} has returned from is on the disk: it
 * survives kill -9 and power loss.
 */
public final class Store implements AutoCloseable {

  private static final String FILE_NAME = "terminusdb.mv.db";
  private static final int COMPACTION_AT_CLOSE_MS_MAX = 500;

  private final MVStore file;
  private final Limits limits;
  private final MVMap<String, byte[]> records;
  private final Map<String, Database> databases = new ConcurrentHashMap<>();
  private final Object commitLock = new Object();

  private Store(MVStore file, Limits limits) {
    this.file = file;
    this.limits = limits;
    this.records = file.openMap("databases");
    for (byte[] each : records.values()) {
      DatabaseRecord record = DatabaseRecord.fromJson(Json.parse(each));
      databases.put(record.name(), Database.load(this, record, limits));
    }
  }

  /** Opens the store in this directory, creating both where missing. */
  public static Store open(Path directory, Limits limits) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    MVStore file =
        new MVStore.Builder()
            .fileName(directory.resolve(FILE_NAME).toString())
            .autoCommitDisabled()
            .cacheSize(limits.storeCacheMebibytes())
            .open();
    return new Store(file, limits);
  }

  public Optional<Database> find(String name) {
    return Optional.ofNullable(databases.get(name));
  }

  /** All databases, oldest first. */
  public Collection<Database> all() {
    List<Database> all = new ArrayList<>(databases.values());
    all.sort(Comparator.comparing(each -> each.record().created()));
    return all;
  }

  /** Creates a database with a main branch. */
  public Database create(
      String name, String label, String comment, Prefixes prefixes, CommitInfo commitInfo) {
    synchronized (databases) {
      if (databases.containsKey(name)) {
        throw Refusal.failure(
            "Database already exists.",
            "api:DatabaseAlreadyExists",
            "api:database_name",
            name,
            "api:organization_name",
            "admin");
      }
      Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
      DatabaseRecord record = new DatabaseRecord(RandomIds.ofDocument(), name, label, comment, now);
      Database database = Database.load(this, record, limits);
      save(record);
      database.createMainBranch(prefixes, commitInfo);
      databases.put(name, database);
      return database;
    }
  }

  public void update(Database database, String label, String comment) {
    DatabaseRecord old = database.record();
    DatabaseRecord record = new DatabaseRecord(old.id(), old.name(), label, comment, old.created());
    save(record);
    database.rename(record);
  }

  public void delete(Database database) {
    synchronized (databases) {
      databases.remove(database.record().name());
      durably(
          () -> {
            records.remove(database.record().id());
            database.maps().forEach(name -> file.removeMap(name));
          });
    }
  }

  @Override
  public void close() {
    file.close(COMPACTION_AT_CLOSE_MS_MAX);
  }

  <K> MVMap<K, byte[]> map(String name) {
    return file.openMap(name);
  }

  /** Runs these changes of maps and returns when they are on the disk, all of them or none. */
  void durably(Runnable changes) {
    synchronized (commitLock) {
      changes.run();
      file.commit();
      file.sync();
    }
  }

  /** Runs these changes of maps; they reach the disk with the next durable ones. */
  void eventually(Runnable changes) {
    synchronized (commitLock) {
      changes.run();
    }
  }

  private void save(DatabaseRecord record) {
    durably(() -> records.put(record.id(), Json.bytes(record.toJson())));
  }
}
