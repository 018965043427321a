package dev.takeone.broker;

/** A running Kafka broker, one node, without data of others. Topics are made by who needs them, never by use. */
public sealed interface Broker extends AutoCloseable permits LocalBroker, DockerBroker {
    /** Host and port, for {@code bootstrap.servers}. */
    String bootstrapServers();

    /** Ends the broker and deletes its data. */
    @Override
    void close();

    /** A new broker of the kind that {@link BrokerChoice} was set to. Takes some 2 to 3 s. */
    static Broker start() {
        return switch (BrokerChoice.configured()) {
            case DOCKER -> DockerBroker.start();
            case LOCAL -> LocalBroker.start();
            case AUTO -> DockerEngine.answers() ? DockerBroker.start() : LocalBroker.start();
        };
    }

    /** The one that all tests of this JVM share, started by the first call and closed at the JVM's end. */
    static Broker shared() {
        return SharedBroker.BROKER;
    }
}
