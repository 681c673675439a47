package io.finalnvr.examples.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 1",
    "bytes=0-99, 0, 100",
    "bytes=90-, 90, 100",
    "bytes=90-1000, 90, 100",
    "bytes=-10, 90, 100",
    "bytes=-1000, 0, 100",
    "'bytes= 5 - 6 ', 5, 7"
  })
  void range_isRead(String header, long start, long end) throws Exception {
    assertThat(ByteRange.of(header, 100)).hasValue(new ByteRange(start, end));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=5-4",
        "bytes=a-b",
        "lines=0-1",
        "bytes=0-1,5-6",
        "bytes=99999999999999999999-"
      })
  void whatIsMalformed_orSeveralRanges_isAsIfNotThere(String header) throws Exception {
    assertThat(ByteRange.of(header, 100)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=-0"})
  void whatLiesBehindTheEnd_isUnsatisfiable(String header) {
    assertThatThrownBy(() -> ByteRange.of(header, 100)).isInstanceOf(ByteRange.Unsatisfiable.class);
  }

  @Test
  void ofAnEmptyFile_nothingCanBeAskedFor() {
    assertThatThrownBy(() -> ByteRange.of("bytes=0-", 0))
        .isInstanceOf(ByteRange.Unsatisfiable.class);
  }
}
