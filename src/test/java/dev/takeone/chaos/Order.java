package dev.takeone.chaos;

/**
 * A request to be published.
 *
 * @param id its identity, and the marker of its charges
 * @param key of its record: several requests share one
 * @param body the JSON
 * @param repeat whether it was published before, so that it has no ending of its own
 * @param lost whether the provider is told to lose the answer to a POST of it, or to say nothing certain
 */
record Order(String id, String key, String body, boolean repeat, boolean lost) {
    Order again() {
        return new Order(id, key, body, true, lost);
    }
}
