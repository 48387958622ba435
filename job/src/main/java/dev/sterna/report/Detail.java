package dev.sterna.report;

import dev.sterna.plan.WaveState;
import dev.sterna.step.CutoverSummary;
import dev.sterna.step.DecommissionSummary;
import dev.sterna.step.DrillSummary;
import dev.sterna.step.EvidenceSummary;
import dev.sterna.step.GateVerdict;
import dev.sterna.step.MonitorSummary;
import dev.sterna.step.SelfTest;
import dev.sterna.step.SetAside;
import dev.sterna.step.StepReport;
import dev.sterna.step.SyncSummary;
import java.util.List;
import java.util.Optional;

/** What only some commands have in their result, each kind under a key of its own. */
public sealed interface Detail
        permits Detail.SelfTested,
                Detail.Synced,
                Detail.Drilled,
                Detail.Validated,
                Detail.CutOver,
                Detail.Monitored,
                Detail.Decommissioned,
                Detail.Evidenced,
                Detail.NotDone,
                Detail.Waves,
                Result.Last,
                RunStatus {

    /** What the step has that no other has. */
    static Optional<Detail> of(StepReport step) {
        if (step instanceof StepReport.SelfTested tested) {
            return Optional.of(new SelfTested(tested.selfTest()));
        }
        if (step instanceof StepReport.Validated validated) {
            // Those of a wave are not the run's.
            return Optional.of(new Validated(validated.gates()))
                    .filter(found -> !found.gates().isEmpty())
                    .map(Detail.class::cast);
        }
        if (step instanceof StepReport.Drilled drilled) {
            return Optional.of(new Drilled(drilled.summary()));
        }
        if (step instanceof StepReport.CutOver cutOver) {
            return Optional.of(new CutOver(cutOver.summary()));
        }
        if (step instanceof StepReport.Monitored monitored) {
            return Optional.of(new Monitored(monitored.summary()));
        }
        if (step instanceof StepReport.Decommissioned retired) {
            return Optional.of(new Decommissioned(retired.summary()));
        }
        return step instanceof StepReport.Synced synced ? Optional.of(new Synced(synced.summary())) : Optional.empty();
    }

    /** How far the waves of a phased run are. */
    record Waves(List<WaveState> waves) implements Detail {
        public Waves {
            waves = List.copyOf(waves);
        }
    }

    /** What was set aside while the rest went on. */
    record NotDone(List<Thing> things) implements Detail {
        public NotDone {
            things = List.copyOf(things);
        }

        /** Empty where nothing was; {@code rest} is the command line that does it once its causes are mended. */
        public static Optional<Detail> of(List<SetAside> things, String rest) {
            return things.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new NotDone(things.stream()
                            .map(thing -> new Thing(thing.object().kind().label(), thing.name(), thing.because(), rest))
                            .toList()));
        }
    }

    /** One of these; names are those of the target. */
    record Thing(String kind, String name, String because, String next) {}

    /** What a test of the comparison came to. */
    record SelfTested(SelfTest selfTest) implements Detail {}

    /** What it took to bring the target to the source. */
    record Synced(SyncSummary summary) implements Detail {}

    /** What a backup that was restored on trial has shown. */
    record Drilled(DrillSummary summary) implements Detail {}

    /** What a cutover came to. */
    record CutOver(CutoverSummary summary) implements Detail {}

    /** How the databases were doing. */
    record Monitored(MonitorSummary summary) implements Detail {}

    /** What became of a source. */
    record Decommissioned(DecommissionSummary summary) implements Detail {}

    /** Evidence that was written, or checked. */
    record Evidenced(List<EvidenceSummary> evidence) implements Detail {
        public Evidenced {
            evidence = List.copyOf(evidence);
        }
    }

    /** What gates came to. */
    record Validated(List<GateVerdict> gates) implements Detail {
        public Validated {
            gates = List.copyOf(gates);
        }
    }
}
