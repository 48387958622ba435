package dev.sterna.testing;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.AnnotationBasedArgumentsProvider;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** The pairs of {@link EveryPair}. */
final class EveryPairArguments extends AnnotationBasedArgumentsProvider<EveryPair> {
    @Override
    protected Stream<? extends Arguments> provideArguments(
            ParameterDeclarations parameters, ExtensionContext context, EveryPair annotation) {
        return EnginePair.all()
                .filter(pair -> LongRun.isOn() || !pair.isOfMySqlAndItsTwin())
                .filter(pair -> pair.crosses() || !annotation.crossing())
                .filter(pair -> !List.of(annotation.except()).contains(pair.toString()))
                .map(pair -> Arguments.of(pair.from(), pair.to()));
    }
}
