package io.finalnvr;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NvrExceptionTest {

  @ParameterizedTest
  @EnumSource(StorageException.Reason.class)
  void storageException_isAsRetryableAsItsReason(StorageException.Reason reason) {
    assertThat(new StorageException(reason, "m").retryable()).isEqualTo(reason.retryable());
    assertThat(new StorageException(reason, "m").reason()).isEqualTo(reason);
  }

  @ParameterizedTest
  @EnumSource(CameraException.Reason.class)
  void cameraException_isAsRetryableAsItsReason(CameraException.Reason reason) {
    assertThat(new CameraException(reason, "m").retryable())
        .isEqualTo(reason != CameraException.Reason.SETUP);
    assertThat(new CameraException(reason, "m").reason()).isEqualTo(reason);
  }

  @Test
  void configurationException_isNeverRetryable() {
    assertThat(new ConfigurationException("m").retryable()).isFalse();
  }
}
