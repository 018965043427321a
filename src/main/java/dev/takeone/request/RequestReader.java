package dev.takeone.request;

import dev.takeone.job.Bytes;
import dev.takeone.job.Identity;
import dev.takeone.job.Job;
import dev.takeone.request.catalogue.Model;
import dev.takeone.request.catalogue.ModelCatalogue;
import dev.takeone.request.text.Json;
import dev.takeone.request.text.StrictJson;
import dev.takeone.request.text.ViolationCode;
import dev.takeone.request.text.Violations;
import dev.takeone.request.text.VisibleText;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Gives every record its verdict. Stateless, so one will do for all threads.
 *
 * <p>What a model accepts comes from the catalogue; the rules here are those for every request.
 */
public final class RequestReader {
    /** The most bytes of a record's value. */
    public static final int MAX_VALUE_BYTES = StrictJson.MAX_BYTES;
    /** The most bytes of a record's key. */
    public static final int MAX_KEY_BYTES = 4 * 1024;
    /** The most bytes of {@code metadata}, as compact JSON in UTF-8. */
    public static final int MAX_METADATA_BYTES = 4 * 1024;

    private static final String MODEL = "model";
    private static final String METADATA = "metadata";

    private final ModelCatalogue catalogue;
    private final UnknownModels unknownModels;
    private final IdentityHeader identityHeader;

    /** A reader by this catalogue, and by the header {@code request-id}. */
    public RequestReader(ModelCatalogue catalogue, UnknownModels unknownModels) {
        this(catalogue, unknownModels, IdentityHeader.DEFAULT);
    }

    /** A reader by this catalogue and this header. */
    public RequestReader(ModelCatalogue catalogue, UnknownModels unknownModels, IdentityHeader identityHeader) {
        this.catalogue = catalogue;
        this.unknownModels = unknownModels;
        this.identityHeader = identityHeader;
    }

    /** The one verdict about {@code record}, whatever bytes it holds; never an exception. */
    public RequestReading read(RequestRecord record, JobIds ids) {
        Violations violations = new Violations();
        Headers headers = new Headers(record.headers(), identityHeader);
        Optional<Bytes> key = key(record, violations);
        ContentMode mode = ContentMode.of(headers, violations);
        Content content = Content.read(record.value(), mode, this::withoutNulls, violations);
        Identity identity =
                new IdentityReader(ids.coordinates(record.origin()), headers, violations).read(mode, content);
        Optional<String> metadata = content.body().flatMap(body -> metadata(body, violations));
        Optional<String> profile = content.body().flatMap(body -> profile(body, violations));
        Job job = new Job(
                ids.of(record.origin(), identity),
                identity,
                record.origin(),
                key,
                content.hash(),
                content.body().flatMap(RequestReader::modelName),
                violations.isEmpty() ? profile.orElse("") : "",
                metadata,
                Traces.of(headers, content),
                violations.isEmpty() ? content.body().flatMap(this::estimate) : Optional.empty());
        return violations.isEmpty() && content.body().isPresent()
                ? new RequestReading.Valid(
                        job, content.body().get().without(METADATA).compact())
                : new RequestReading.Invalid(job, violations.listed(), violations.omitted());
    }

    /** A key of no bytes is a key: Kafka tells it from none, so events carry it on. */
    private static Optional<Bytes> key(RequestRecord record, Violations out) {
        Optional<byte[]> fitting = record.key().filter(key -> key.length <= MAX_KEY_BYTES);
        if (record.key().isPresent() && fitting.isEmpty()) {
            out.add("key", ViolationCode.TOO_LARGE, "Must be at most " + MAX_KEY_BYTES + " bytes.");
        }
        return fitting.map(Bytes::copyOf);
    }

    private static Optional<String> metadata(Json.Obj body, Violations out) {
        Optional<Json> found = body.field(METADATA);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        if (!(found.get() instanceof Json.Obj object)) {
            out.add(METADATA, ViolationCode.WRONG_TYPE, "Must be a JSON object, or left out.");
            return Optional.empty();
        }
        String compact = object.compact();
        if (compact.getBytes(StandardCharsets.UTF_8).length > MAX_METADATA_BYTES) {
            out.add(METADATA, ViolationCode.TOO_LARGE, "Must be at most " + MAX_METADATA_BYTES + " bytes.");
            return Optional.empty();
        }
        return Optional.of(compact);
    }

    private Optional<BigDecimal> estimate(Json.Obj body) {
        return body.text(MODEL).flatMap(catalogue::model).flatMap(model -> model.estimate(body));
    }

    /** A field that may be left out and is null counts as left out; any other null is for its rule to judge. */
    private Json.Obj withoutNulls(Json.Obj body) {
        Json.Obj rest = asUnlisted(body);
        return body.text(MODEL)
                .flatMap(catalogue::model)
                .map(known -> known.withoutNulls(rest))
                .orElse(rest);
    }

    /**
     * Whether a record asks for what has this hash by another catalogue: that tells which nulls count as left out, so the
     * same bytes have another hash once their model is listed, or is so no more.
     */
    public boolean isAlike(RequestRecord record, String contentHash) {
        return hasHash(record, contentHash, RequestReader::asUnlisted)
                || hasHash(record, contentHash, this::asOnceListed);
    }

    private boolean hasHash(RequestRecord record, String contentHash, UnaryOperator<Json.Obj> counted) {
        Violations told = new Violations();
        ContentMode mode = ContentMode.of(new Headers(record.headers(), identityHeader), told);
        return Content.read(record.value(), mode, counted, told).hash().equals(contentHash);
    }

    private static Json.Obj asUnlisted(Json.Obj body) {
        return body.field(METADATA).filter(Json.Null.class::isInstance).isPresent() ? body.without(METADATA) : body;
    }

    /** Of a model that is not listed now, any field may have been one that may be left out. */
    private Json.Obj asOnceListed(Json.Obj body) {
        if (body.text(MODEL).flatMap(catalogue::model).isPresent()) {
            return withoutNulls(body);
        }
        return body.withoutNulls(_name -> true);
    }

    /** Whether a body is a CloudEvent around a request, which only its content type tells for certain. */
    private static boolean isCloudEvent(Json.Obj body) {
        return !body.has(MODEL) && body.has("specversion") && (body.has("data") || body.has("data_base64"));
    }

    private static Optional<String> modelName(Json.Obj body) {
        return body.text(MODEL).filter(VisibleText::isName);
    }

    /** Checks the body by its model's rules; the profile word where it obeys them. */
    private Optional<String> profile(Json.Obj body, Violations out) {
        if (isCloudEvent(body)) {
            out.add(
                    Headers.Name.CONTENT_TYPE.written(),
                    ViolationCode.BAD_CLOUD_EVENT,
                    "Must be " + ContentMode.STRUCTURED_JSON + ", as a header of that name in exactly this letter case:"
                            + " the value is a CloudEvent, and is read as one only where the header says so.");
            return Optional.empty();
        }
        if (!body.has(MODEL)) {
            out.add(MODEL, ViolationCode.REQUIRED, "Must be there: " + listed());
            checkWithoutModel(body, out);
            return Optional.empty();
        }
        if (!(body.field(MODEL).orElseThrow() instanceof Json.Text(String id))) {
            out.add(MODEL, ViolationCode.WRONG_TYPE, "Must be a string, in double quotes.");
            checkWithoutModel(body, out);
            return Optional.empty();
        }
        Optional<Model> model = catalogue.model(id);
        if (model.isEmpty()) {
            return unlisted(id, body, out);
        }
        model.get().check(body, out);
        return out.isEmpty() ? Optional.of(model.get().profile(body)) : Optional.empty();
    }

    /** Where a model may be one that is not listed, nobody knows the rest. */
    private void checkWithoutModel(Json.Obj body, Violations out) {
        switch (unknownModels) {
            case REJECT -> catalogue.checkWithoutModel(body, out);
            case PASS_THROUGH -> {}
        }
    }

    private Optional<String> unlisted(String id, Json.Obj body, Violations out) {
        switch (unknownModels) {
            case REJECT -> {
                out.add(MODEL, ViolationCode.UNKNOWN_MODEL, "Must be a model that is listed: " + listed());
                checkWithoutModel(body, out);
            }
            case PASS_THROUGH -> {
                if (VisibleText.isName(id)) {
                    return Optional.of(id);
                }
                out.add(
                        MODEL,
                        ViolationCode.NOT_ALLOWED,
                        "Must be 1 to " + VisibleText.MAX_NAME + " visible characters.");
            }
        }
        return Optional.empty();
    }

    private String listed() {
        return String.join(", ", catalogue.ids()) + ", in exactly this letter case.";
    }
}
