package dev.takeone.bench.pipeline;

import dev.takeone.bench.Topics;
import io.confluent.parallelconsumer.ParallelConsumerOptions;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import io.confluent.parallelconsumer.vertx.VertxParallelEoSStreamProcessor;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * parallel-consumer-vertx as its users write it: one record is one future, from the POST to the end of its task. A
 * record counts as consumed when its last event is written, at least once; where its task stands is in memory.
 */
final class ParallelConsumerMain {
    /** Records under way at once: enough for every task that waits for its check. */
    private static final int IN_FLIGHT = 5_000;

    private final Topics topics;
    private final Calls calls;
    private final KafkaProducer<String, String> producer;

    private ParallelConsumerMain(Role role, Calls calls) {
        this.topics = new Topics(role.name());
        this.calls = calls;
        this.producer = new KafkaProducer<>(role.producer());
    }

    public static void main(String[] arguments) {
        Role role = Role.of(arguments);
        Vertx vertx = Vertx.vertx(new VertxOptions());
        Calls calls = new Calls(vertx, role, true);
        ParallelConsumerMain main = new ParallelConsumerMain(role, calls);
        ParallelConsumerOptions<String, String> options = ParallelConsumerOptions.<String, String>builder()
                .consumer(new KafkaConsumer<>(role.consumer()))
                .ordering(ProcessingOrder.UNORDERED)
                .maxConcurrency(IN_FLIGHT)
                .build();
        VertxParallelEoSStreamProcessor<String, String> processor =
                new VertxParallelEoSStreamProcessor<>(vertx, calls.client(), options);
        processor.subscribe(List.of(main.topics.requests()));
        processor.vertxFuture(record -> main.job(record.key(), record.value()));
        System.out.println(Role.READY);
    }

    private Future<Void> job(String id, String request) {
        return calls.submit(new JsonObject(request), Calls.keyOf(id))
                .compose(task ->
                        tell(topics.submitted(), id, Told.submitted(id, task)).compose(written -> calls.ending(task)))
                .compose(task -> tell(topics.completed(), id, Told.completed(id, task)));
    }

    private Future<Void> tell(String topic, String id, String event) {
        Promise<Void> written = Promise.promise();
        var unused = producer.send(new ProducerRecord<>(topic, id, event), (where, error) -> {
            if (error == null) {
                written.complete();
            } else {
                written.fail(error);
            }
        });
        return written.future();
    }
}
