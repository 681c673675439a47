package io.finalnvr.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.finalnvr.ConfigurationException;
import io.finalnvr.RetentionPolicy;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionJsonTest {

  @Test
  void everyPolicy_isReadAsItWasWritten() throws Exception {
    RetentionPolicy policy =
        RetentionPolicy.anyOf(
            RetentionPolicy.maxAge(Duration.ofDays(30)),
            RetentionPolicy.allOf(
                RetentionPolicy.maxBytes(2_000_000_000_000L), RetentionPolicy.keepForever()));
    String json = RetentionJson.write(policy).toString();
    assertThat(json)
        .isEqualTo(
            "{\"anyOf\":[{\"maxAge\":\"PT720H\"},{\"allOf\":[{\"maxBytes\":2000000000000},{}]}]}");
    assertThat(RetentionJson.read("gate", new ObjectMapper().readTree(json))).isEqualTo(policy);
  }

  @Test
  void entryWithoutPolicy_keepsForever() {
    assertThat(RetentionJson.read("gate", MissingNode.getInstance()))
        .isEqualTo(RetentionPolicy.keepForever());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "5",
        "[]",
        "{\"maxAge\":\"x\"}",
        "{\"maxAge\":\"-PT1S\"}",
        "{\"maxBytes\":0}",
        "{\"maxBytes\":\"x\"}",
        "{\"anyOf\":[]}",
        "{\"newRule\":1}",
        "{\"maxAge\":\"PT1S\",\"maxBytes\":1}"
      })
  void policyThatCannotBeRead_keepsForever(String json) throws Exception {
    assertThat(RetentionJson.read("gate", new ObjectMapper().readTree(json)))
        .isEqualTo(RetentionPolicy.keepForever());
  }

  @Test
  void policyOfTheApplication_isRefused() {
    assertThatThrownBy(() -> RetentionJson.write((footage, now) -> Optional.empty()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("maxAge");
  }
}
