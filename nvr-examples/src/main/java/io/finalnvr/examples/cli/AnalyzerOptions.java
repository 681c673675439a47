package io.finalnvr.examples.cli;

import io.finalnvr.ConfigurationException;
import io.finalnvr.Nvr;
import io.finalnvr.analysis.FrameAnalyzer;
import io.finalnvr.analysis.MotionSettings;
import io.finalnvr.analysis.Zone;
import io.finalnvr.spi.FrameAnalyzerProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** By which analysers, and how they are set. */
final class AnalyzerOptions {

  private static final String MOTION = "motion";

  @Option(
      names = "--with",
      required = true,
      paramLabel = "<analyser>",
      description = {
        "motion; people; onnx:FILE, a model of the YOLOX or DETR kind. May be given again: each",
        "frame is decoded once for all of them."
      })
  List<String> with = List.of();

  @Option(
      names = "--as",
      paramLabel = "<name>",
      description = {
        "Keep what is found under this name, beside what was found before. Needed to analyse the",
        "same footage again with other settings. Default: the name of the analyser."
      })
  @Nullable String as;

  @Option(names = "--sensitivity", paramLabel = "<0..1>", description = "Of motion. Default: 0.5.")
  @Nullable Double sensitivity;

  @Option(
      names = "--min-area",
      paramLabel = "<part>",
      description = "Which part of the picture must move at least. Default: 0.002.")
  @Nullable Double minArea;

  @Option(
      names = "--zone",
      paramLabel = "<name>=<x,y,w,h>",
      description = "Where motion counts, as parts of the picture. Default: everywhere.")
  List<String> zones = List.of();

  @Option(names = "--mask", paramLabel = "<x,y,w,h>", description = "Where motion does not count.")
  List<String> masks = List.of();

  /** An analyser. */
  record Choice(String name, Supplier<? extends FrameAnalyzer> maker) {}

  List<Choice> choices(Nvr nvr) {
    if (as != null && with.size() > 1) {
      throw new ConfigurationException("--as gives one analyser a name; there is more than one");
    }
    if (!with.contains(MOTION)
        && (sensitivity != null || minArea != null || !zones.isEmpty() || !masks.isEmpty())) {
      throw new ConfigurationException(
          "--sensitivity, --min-area, --zone and --mask are settings of --with motion");
    }
    List<Choice> choices = new ArrayList<>();
    for (String one : with) {
      Choice choice = choice(nvr, one);
      choices.add(as == null ? choice : new Choice(as, choice.maker()));
    }
    return choices;
  }

  private Choice choice(Nvr nvr, String text) {
    if (MOTION.equals(text)) {
      MotionSettings settings = motion();
      return new Choice(text, () -> nvr.motionDetector(settings));
    }
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    String argument = colon < 0 ? "" : text.substring(colon + 1);
    List<FrameAnalyzerProvider> providers =
        ServiceLoader.load(FrameAnalyzerProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(provider -> provider.name().equals(name))
            .toList();
    return switch (providers.size()) {
      case 0 ->
          throw new ConfigurationException(
              "there is no analyser '%s'; there is motion, and with the artifact".formatted(name)
                  + " io.finalnvr:nvr-detectors on the class path people and onnx:FILE");
      case 1 -> new Choice(name, () -> providers.get(0).create(argument));
      default ->
          throw new ConfigurationException(
              "more than one analyser '%s' on the class path: %s".formatted(name, providers));
    };
  }

  private MotionSettings motion() {
    MotionSettings settings = MotionSettings.standard();
    if (sensitivity != null) {
      settings = settings.sensitivity(sensitivity);
    }
    if (minArea != null) {
      settings = settings.minArea(minArea);
    }
    for (String zone : zones) {
      int sign = zone.indexOf('=');
      if (sign < 1) {
        throw new ConfigurationException(
            "'" + zone + "' is no zone; write one like door=0.1,0.2,0.3,0.8");
      }
      settings =
          settings.zone(Zone.of(zone.substring(0, sign), Arguments.area(zone.substring(sign + 1))));
    }
    for (String mask : masks) {
      settings = settings.mask(Zone.of("mask", Arguments.area(mask)));
    }
    return settings;
  }
}
