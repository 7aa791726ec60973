// SPDX-License-Identifier: Apache-2.0
package org.oms.jetstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.oms.jetstream.JetStreamFixture.numbers;

import io.nats.client.Message;
import io.nats.client.PullSubscribeOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The producer says for each message whether the stream has it, and never guesses. */
class PublicationIT {

  private static final String SUBJECT = "audit.events.object-type.create";
  private static final String ENDPOINT = "jetstream:AUDIT_EVENTS?subject=" + SUBJECT;

  @RegisterExtension private final JetStreamFixture nats = new JetStreamFixture();

  private ProducerTemplate template;

  @BeforeEach
  void createStream() throws Exception {
    JetStreamFixture.resources().apply(nats.connection());
    template = nats.camel().createProducerTemplate();
  }

  @Test
  void batch_isAcknowledgedMessageByMessageInOrder() throws Exception {
    // More than twice the in-flight limit.
    List<PublishOutcome> outcomes = publish(messages(0, 2_500));

    assertThat(outcomes).extracting(PublishOutcome::id).isEqualTo(numbers(0, 2_500));
    assertThat(outcomes)
        .extracting(outcome -> outcome.ack().sequence())
        .isEqualTo(IntStream.rangeClosed(1, 2_500).mapToObj(Long::valueOf).toList());
    assertThat(outcomes).noneMatch(outcome -> outcome.ack().duplicate());
    assertThat(stored(2_500)).extracting(PublicationIT::text).isEqualTo(numbers(0, 2_500));
  }

  @Test
  void repeatedBatch_isAcknowledgedAsDuplicateAndStoredOnce() throws Exception {
    publish(messages(0, 10));

    List<PublishOutcome> outcomes = publish(messages(5, 15));

    assertThat(outcomes)
        .extracting(outcome -> outcome.ack().duplicate())
        .startsWith(true, true, true, true, true)
        .endsWith(false, false, false, false, false);
    assertThat(outcomes.get(0).ack().sequence()).isEqualTo(6);
    assertThat(nats.management().getStreamInfo("AUDIT_EVENTS").getStreamState().getMsgCount())
        .isEqualTo(15);
  }

  @Test
  void tooLargeMessage_isPoisonAndTheOthersAreStored() throws Exception {
    List<OutgoingMessage> messages = new ArrayList<>(messages(0, 3));
    messages.add(1, new OutgoingMessage(SUBJECT, "large", new byte[1024 * 1024 + 1]));
    // Fits alone, but not with its headers.
    messages.add(2, new OutgoingMessage(SUBJECT, "edge", new byte[1024 * 1024]));

    List<PublishOutcome> outcomes = publish(messages);

    assertThat(outcomes)
        .extracting(PublishOutcome::acknowledged)
        .containsExactly(true, false, false, true, true);
    assertThat(outcomes)
        .extracting(PublishOutcome::poison)
        .containsExactly(false, true, true, false, false);
    assertThat(outcomes.get(1).failure().reason()).contains("the server takes 1048576");
    assertThat(outcomes.get(2).failure().reason()).contains("the server takes 1048576");
    assertThat(stored(3)).extracting(PublicationIT::text).isEqualTo(numbers(0, 3));
  }

  @Test
  void nonAsciiHeader_isPoisonThatNamesTheHeader() throws Exception {
    List<OutgoingMessage> messages = new ArrayList<>(messages(0, 1));
    messages.add(new OutgoingMessage(SUBJECT, "umlaut", Map.of("author", "Jörg"), new byte[] {1}));

    List<PublishOutcome> outcomes = publish(messages);

    assertThat(outcomes.get(0).acknowledged()).isTrue();
    assertThat(outcomes.get(1).poison()).isTrue();
    assertThat(outcomes.get(1).failure().reason()).contains("author").contains("ASCII");
  }

  @Test
  void subjectWithoutStream_failsButMayBeRetried() {
    List<PublishOutcome> outcomes =
        publish(
            List.of(
                new OutgoingMessage("nowhere.at.all", "a", new byte[0]),
                new OutgoingMessage(SUBJECT, "b", new byte[0])));

    assertThat(outcomes.get(0).acknowledged()).isFalse();
    assertThat(outcomes.get(0).poison()).isFalse();
    assertThat(outcomes.get(0).failure().reason()).contains("503");
    assertThat(outcomes.get(1).acknowledged()).isTrue();
  }

  @Test
  void serverDown_failsEachMessageSoonAndRecovers() throws Exception {
    publish(messages(0, 1));
    nats.server().kill();

    var started = System.nanoTime();
    List<PublishOutcome> outcomes = publish(messages(1, 101));

    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(4));
    assertThat(outcomes).hasSize(100).noneMatch(PublishOutcome::acknowledged);
    assertThat(outcomes).noneMatch(PublishOutcome::poison);
    nats.server().run();
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> publish(messages(1, 101)).stream().allMatch(PublishOutcome::acknowledged));
  }

  @Test
  void serverKilledMidBatch_acknowledgesOnlyWhatIsStored() throws Exception {
    publish(messages(0, 1));
    CompletableFuture<List<PublishOutcome>> publishing =
        CompletableFuture.supplyAsync(() -> publish(messages(1, 100_001)));
    await().until(() -> streamSize() > 1_000);
    nats.server().kill();
    List<PublishOutcome> outcomes = publishing.get();
    nats.server().run();

    List<String> acknowledged =
        outcomes.stream().filter(PublishOutcome::acknowledged).map(PublishOutcome::id).toList();
    assertThat(outcomes).hasSize(100_000);
    assertThat(acknowledged).isNotEmpty().hasSizeLessThan(100_000);
    await().ignoreExceptions().until(() -> streamSize() > acknowledged.size());
    // The stream may have more than was acknowledged; it must not have less.
    assertThat(stored((int) streamSize()))
        .extracting(PublicationIT::text)
        .containsAll(acknowledged);
  }

  @Test
  void serverDownFromTheStart_failsEachMessage() throws Exception {
    nats.server().kill();

    List<PublishOutcome> outcomes = publish(messages(0, 2));

    assertThat(outcomes).hasSize(2).noneMatch(PublishOutcome::acknowledged);
    assertThat(outcomes.get(0).failure().reason()).contains("not connected");
  }

  @Test
  void single_answersByHeadersAndLeavesCamelHeadersHere() throws Exception {
    Exchange answer =
        template.send(
            ENDPOINT,
            exchange -> {
              exchange.getMessage().setBody("payload");
              exchange.getMessage().setHeader(JetStreamHeaders.MESSAGE_ID, "id-1");
              exchange.getMessage().setHeader("CamelHttpPath", "/secret");
              exchange.getMessage().setHeader("Authorization", "Bearer secret");
              exchange.getMessage().setHeader("attempt", 3);
            });

    assertThat(answer.getException()).isNull();
    assertThat(answer.getMessage().getHeader(JetStreamHeaders.ACK_STREAM))
        .isEqualTo("AUDIT_EVENTS");
    assertThat(answer.getMessage().getHeader(JetStreamHeaders.ACK_SEQUENCE)).isEqualTo(1L);
    assertThat(answer.getMessage().getHeader(JetStreamHeaders.ACK_DUPLICATE)).isEqualTo(false);
    Message message = stored(1).get(0);
    assertThat(text(message)).isEqualTo("payload");
    assertThat(message.getHeaders().keySet()).containsExactlyInAnyOrder("Nats-Msg-Id", "attempt");
  }

  @Test
  void failedSingle_failsItsExchange() {
    assertThatThrownBy(() -> template.sendBody("jetstream:X?subject=nowhere.at.all", "payload"))
        .hasRootCauseInstanceOf(PublishFailedException.class)
        .rootCause()
        .hasMessageContaining("503")
        .matches(failure -> !((PublishFailedException) failure).permanent());
  }

  @Test
  void batchOfExchanges_usesTheirSubjectsAndIds() throws Exception {
    Exchange element = nats.camel().getEndpoint(ENDPOINT).createExchange();
    element.getMessage().setBody("payload");
    element.getMessage().setHeader(JetStreamHeaders.SUBJECT, "audit.events.branch.merge");
    element.getMessage().setHeader(JetStreamHeaders.MESSAGE_ID, "id-1");

    List<PublishOutcome> outcomes = publish(List.of(element));

    assertThat(outcomes.get(0).id()).isEqualTo("id-1");
    assertThat(stored(1).get(0).getSubject()).isEqualTo("audit.events.branch.merge");
  }

  @SuppressWarnings("unchecked")
  private List<PublishOutcome> publish(List<?> messages) {
    return template.requestBody(ENDPOINT, messages, List.class);
  }

  private static List<OutgoingMessage> messages(int from, int to) {
    return numbers(from, to).stream()
        .map(n -> new OutgoingMessage(SUBJECT, n, n.getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  private long streamSize() throws Exception {
    return nats.management().getStreamInfo("AUDIT_EVENTS").getStreamState().getMsgCount();
  }

  private List<Message> stored(int count) throws Exception {
    var subscription =
        nats.connection()
            .jetStream()
            .subscribe(
                null,
                PullSubscribeOptions.builder().stream("AUDIT_EVENTS")
                    .configuration(
                        io.nats.client.api.ConsumerConfiguration.builder()
                            .ackPolicy(io.nats.client.api.AckPolicy.None)
                            .build())
                    .build());
    return subscription.fetch(count, Duration.ofSeconds(10));
  }

  private static String text(Message message) {
    return new String(message.getData(), StandardCharsets.UTF_8);
  }
}
