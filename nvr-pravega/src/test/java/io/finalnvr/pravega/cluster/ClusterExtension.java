package io.finalnvr.pravega.cluster;

import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives all test classes one cluster, which is started for the first of them and removed after the
 * last. Where there is no Docker engine, or no image, the tests are skipped; with {@code
 * -Dnvr.cluster=required} they fail.
 */
final class ClusterExtension implements ExecutionCondition, ParameterResolver {

  private static final boolean REQUIRED = "required".equals(System.getProperty("nvr.cluster"));

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (REQUIRED) {
      return ConditionEvaluationResult.enabled("-Dnvr.cluster=required");
    }
    Optional<String> missing = Images.missing();
    return missing.isPresent()
        ? ConditionEvaluationResult.disabled(missing.get())
        : ConditionEvaluationResult.enabled("there is a Docker engine with the images");
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == PravegaCluster.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(PravegaCluster.class))
        .getOrComputeIfAbsent(
            PravegaCluster.class, type -> PravegaCluster.start(), PravegaCluster.class);
  }
}
