package dev.takeone.request;

import static dev.takeone.request.Records.fast;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.request.catalogue.ModelCatalogue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuotationTest {
    private static final String AUDIO = fast(",\"generate_audio\":true,\"sample_count\":2");

    private static Quotation quote(String file) {
        return Quotation.of(file.getBytes(StandardCharsets.UTF_8), Records.READER, PerRequest.ANYTHING);
    }

    @Test
    void eachIsPricedAndTheSumIsTold() {
        assertThat(quote(fast("") + "\n\n" + AUDIO + "\r\n").lines())
                .containsExactly(
                        "line 1: valid, 0.512 USD (veo3.1-fast-official/720p/8)",
                        "line 3: valid, 1.28 USD (veo3.1-fast-official/720p/8)",
                        "2 valid, 0 invalid; 1.792 USD for the valid ones by the catalogue's prices."
                                + " Nothing was sent.");
    }

    @Test
    void whatIsWrongIsToldAsTheWorkerWouldAndNotPaidFor() {
        Quotation quotation = quote(fast(",\"duration\":\"§secret§\",\"typo\":1") + "\n" + fast(""));

        assertThat(quotation.refused()).isEqualTo(1);
        assertThat(quotation.lines())
                .startsWith("line 1: invalid")
                .anyMatch(line -> line.startsWith("  duration: Must be an integer") && line.endsWith("(wrong_type)"))
                .anyMatch(line -> line.startsWith("  typo: ") && line.endsWith("(unknown_field)"))
                .noneMatch(line -> line.contains("§"));
        assertThat(quotation.lines().getLast()).startsWith("1 valid, 1 invalid; 0.512 USD");
    }

    @Test
    void aModelWithoutAPriceIsCounted() {
        Quotation quotation = Quotation.of(
                "{\"model\":\"other\"}".getBytes(StandardCharsets.UTF_8),
                new RequestReader(ModelCatalogue.bundled(), UnknownModels.PASS_THROUGH),
                PerRequest.ANYTHING);

        assertThat(quotation.lines().getFirst()).isEqualTo("request 1: valid, no price (other)");
        assertThat(quotation.lines().getLast()).contains("0 USD", "without 1 that have none");
    }

    @Test
    void anArrayAndOneRequestOverSeveralLinesAreReadToo() {
        List<String> told =
                quote(" [ " + fast(",\"seed\":1") + " ,\n" + AUDIO + "]\n").lines();

        assertThat(told).hasSize(3);
        assertThat(told.get(1)).startsWith("request 2: valid, 1.28 USD");
        assertThat(quote(fast("").replace(",", ",\n")).lines().getFirst()).startsWith("request 1: valid");
        assertThat(quote("[" + fast("").replace("a dog", "a ] \\\" , [ dog") + "]")
                        .lines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("request 1: valid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n \n", "[]", " [ ] "})
    void nothingIsNothing(String file) {
        assertThat(quote(file).lines()).singleElement().asString().startsWith("0 valid, 0 invalid; 0 USD");
        assertThat(quote(file).refused()).isZero();
    }

    /** {@code R} stands for a valid request. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[R,] | 1",
                "[,R] | 1",
                "[R R] | 1",
                "[R | 1",
                "[R,R | 1",
                "[R] R | 1",
                "[R}] | 1",
                "[R,\"] | 1",
                "[[R]] | 1",
                "[1,null] | 2",
                "R R | 1",
                "{ | 1",
                "null | 1",
                "R] | 1",
            })
    void whatIsBrokenIsNeverFine(String file, int least) {
        assertThat(quote(file.replace("R", fast(""))).refused()).isGreaterThanOrEqualTo(least);
    }

    @Test
    void aByteThatIsNoUtf8IsOneLinesFault() {
        byte[] file = (fast("") + "\n" + fast("") + "\n").getBytes(StandardCharsets.UTF_8);
        file[10] = (byte) 0xff;

        assertThat(Quotation.of(file, Records.READER, PerRequest.ANYTHING).lines())
                .contains("line 1: invalid")
                .hasSize(4);
    }

    private static PerRequest most(String dollars) {
        return new PerRequest(Optional.of(new BigDecimal(dollars)), Optional.of(new BigDecimal("9")));
    }

    @Test
    void whatIsTooExpensiveIsNotCountedAmongWhatWouldBeBought() {
        Quotation quotation = Quotation.of(
                (fast("") + "\n" + AUDIO + "\n{}").getBytes(StandardCharsets.UTF_8), Records.READER, most("0.512"));

        assertThat(quotation.refused()).isEqualTo(2);
        assertThat(quotation.lines())
                .contains("line 1: valid, 0.512 USD (veo3.1-fast-official/720p/8)")
                .contains("line 2: too_expensive, 1.28 USD (veo3.1-fast-official/720p/8); a request may cost 0.512 USD"
                        + " (takeone.spend.per-request)");
        assertThat(quotation.lines().getLast()).startsWith("1 valid, 1 invalid, 1 too expensive; 0.512 USD");
    }

    @Test
    void whatHasNoPriceIsTooExpensiveWhereWhatCountsForItIs() {
        Quotation quotation = Quotation.of(
                "{\"model\":\"other\"}".getBytes(StandardCharsets.UTF_8),
                new RequestReader(ModelCatalogue.bundled(), UnknownModels.PASS_THROUGH),
                most("8.99"));

        assertThat(quotation.refused()).isEqualTo(1);
        assertThat(quotation.lines().getFirst()).startsWith("request 1: too_expensive, 9 USD (other)");
    }
}
