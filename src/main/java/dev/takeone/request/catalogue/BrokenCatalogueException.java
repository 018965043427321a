package dev.takeone.request.catalogue;

/** A model catalogue that cannot be used. The message names the entry and the mend; there is nothing to retry. */
public final class BrokenCatalogueException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BrokenCatalogueException(String entry, String flaw) {
        super("model catalogue" + (entry.isEmpty() ? "" : ", " + entry) + ": " + flaw);
    }
}
