package dev.sterna.dialect.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Verdict;
import dev.sterna.model.schema.Verdict.Place;
import org.junit.jupiter.api.Test;

class RuleTableTest {
    private static final ObjectName BELL = new ObjectName(ObjectKind.FOREIGN_KEY, "ship", "deck", "bell");

    enum Whole implements ConversionRule {
        LONG_ONE,
        SHORT
    }

    enum Lacking implements ConversionRule {
        THERE,
        NOT_THERE
    }

    enum Surplus implements ConversionRule {
        THERE
    }

    enum Misspelt implements ConversionRule {
        THERE
    }

    @Test
    void aRuleSaysWhatItsTableSays() {
        assertThat(Whole.LONG_ONE.id()).isEqualTo("tried-long-one");
        assertThat(Whole.LONG_ONE.kind()).isEqualTo(ObjectKind.FOREIGN_KEY);
        assertThat(Whole.LONG_ONE.place()).isEqualTo(Place.BY_HAND);
        assertThat(Whole.LONG_ONE.what()).isEqualTo("a key: of two lines");
        assertThat(Whole.LONG_ONE.becomes()).isNull();
        assertThat(Whole.LONG_ONE.reason()).isEqualTo("it has none");
        assertThat(Whole.LONG_ONE.remedy()).isEqualTo("Add # one");
        assertThat(Whole.SHORT.becomes()).isEqualTo("the same");
        assertThat(Whole.SHORT.reason()).isNull();
    }

    @Test
    void aVerdictHasTheRulesWordsAndItsOwn() {
        assertThat(Whole.LONG_ONE.verdict(BELL, null, "not here", "KEY bell"))
                .isEqualTo(new Verdict(
                        BELL,
                        Place.BY_HAND,
                        "tried-long-one",
                        null,
                        "it has none: not here",
                        "Add # one",
                        "KEY bell",
                        null));
        assertThat(Whole.LONG_ONE.drafted(BELL, null, "KEY bell", "ADD KEY bell"))
                .isEqualTo(new Verdict(
                        BELL,
                        Place.BY_HAND,
                        "tried-long-one",
                        null,
                        "it has none",
                        "Add # one",
                        "KEY bell",
                        "ADD KEY bell"));
        assertThat(Whole.SHORT.verdict(BELL, "bell")).isEqualTo(Verdict.converted(BELL, "tried-short", "bell"));
    }

    @Test
    void aTableThatDoesNotFitItsRulesIsRefused() {
        assertThatThrownBy(Lacking.THERE::id).hasMessage("Cannot read Lacking.rules: not-there is missing");
        assertThatThrownBy(Surplus.THERE::id).hasMessage("Cannot read Surplus.rules: no rule is called nobodys");
        assertThatThrownBy(Misspelt.THERE::id)
                .hasMessage("Cannot read Misspelt.rules: Invalid line of there:   raeson: none"
                        + " (must be one of source, target, reason, remedy)");
    }
}
