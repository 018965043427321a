package dev.takeone.request.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void fieldsThatAreNullGoAsTheyAreNamedAndNoOthers() {
        Map<String, Json> fields = new LinkedHashMap<>();
        fields.put("seed", new Json.Null());
        fields.put("prompt", new Json.Null());
        fields.put("metadata", new Json.Obj(Map.of("seed", new Json.Null())));

        Json.Obj rest = new Json.Obj(fields).withoutNulls(name -> !name.equals("prompt"));

        assertThat(rest.fields().keySet()).containsExactlyElementsOf(List.of("prompt", "metadata"));
        assertThat(rest.fields().get("metadata")).isEqualTo(fields.get("metadata"));
        assertThat(fields).as("what it was made of").hasSize(3);
    }
}
