package dev.takeone.broker;

/** Started when the class is first used. */
final class SharedBroker {
    static final Broker BROKER = startUntilEndOfJvm();

    private SharedBroker() {}

    private static Broker startUntilEndOfJvm() {
        Broker broker = Broker.start();
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "shared-broker-close"));
        return broker;
    }
}
