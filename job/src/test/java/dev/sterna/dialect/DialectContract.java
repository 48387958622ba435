package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sterna.embedded.Engine;
import dev.sterna.model.Side;
import dev.sterna.model.Table;
import dev.sterna.testing.Databases;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What every dialect must do, on a real server. A subclass names the engine; the cases are told by topic. */
abstract class DialectContract {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    private final ContractEngine engine;
    private Fixture fixture;

    DialectContract(ContractEngine engine) {
        this.engine = engine;
    }

    Fixture fixture() {
        return fixture;
    }

    @BeforeEach
    void connect() throws SQLException {
        fixture = new Fixture(DATABASES.create(engine.engine()));
    }

    @AfterEach
    void disconnect() throws SQLException {
        if (fixture != null) {
            fixture.close();
        }
    }

    /** Those who only look for a table read nothing else; views are none. */
    @Test
    void namesAreThoseOfTheCatalogue() throws SQLException {
        List<String> schemas = fixture.dialect.defaultSchemas(fixture.source, fixture.endpoint);
        fixture.create("plain", "CREATE TABLE %s (id int PRIMARY KEY)");
        fixture.create("Odd 'name'?", "CREATE TABLE %s (v int)");
        fixture.database.execute("CREATE VIEW seen AS SELECT id FROM plain");
        assertThat(fixture.dialect.schemas().names(fixture.source, schemas))
                .hasSize(2)
                .isEqualTo(fixture.dialect.schemas().catalog(fixture.source, schemas).tables().stream()
                        .map(Table::name)
                        .collect(Collectors.toSet()));
    }

    private IdentityContract identity() {
        return new IdentityContract(fixture, DATABASES);
    }

    @Test
    void oneDatabaseIsOne() throws SQLException {
        identity().oneDatabaseIsOne();
    }

    @Test
    void databasesOfOneServerAreTwo() throws SQLException {
        identity().databasesOfOneServerAreTwo();
    }

    @Test
    void serversAreTwo() throws SQLException {
        identity().serversAreTwo();
    }

    private ValuesContract values() {
        return new ValuesContract(fixture, engine);
    }

    @Test
    void literalsComeBack() throws SQLException {
        values().literalsComeBack();
    }

    @Test
    void identifiersAreQuoted() throws SQLException {
        values().identifiersAreQuoted();
    }

    @Test
    void typesAreWhatTheyAre() throws SQLException {
        values().typesAreWhatTheyAre();
    }

    @Test
    void typesHaveTheFormOfWhatIsShown() throws SQLException {
        new TypeFormContract(fixture).formsAreThoseOfTheCatalogue();
    }

    @Test
    void doublesKeepTheirBits() throws SQLException {
        values().doublesKeepTheirBits();
    }

    @Test
    void hashedRowsAndBucketsAgree() throws SQLException {
        values().hashedRowsAndBucketsAgree();
    }

    @Test
    void stripsAreTheirRanges() throws SQLException {
        new StripContract(fixture, engine).stripsAreTheirRanges();
    }

    @Test
    void stripsOfSeveralColumnsKeepTheBounds() throws SQLException {
        new StripContract(fixture, engine).stripsOfSeveralColumnsKeepTheBounds();
    }

    @Test
    void emptyTableHasAnEmptyDigest() throws SQLException {
        values().emptyTableHasAnEmptyDigest();
    }

    @Test
    void convertedDecimalsAreComparedExactly() throws SQLException {
        new SeenAsContract(fixture).decimals();
    }

    @Test
    void convertedDoublesAreComparedExactly() throws SQLException {
        new SeenAsContract(fixture).doubles();
    }

    @Test
    void convertedTimesAreComparedExactly() throws SQLException {
        new SeenAsContract(fixture).times();
    }

    @Test
    void whatCannotBeComparedIsRefused() {
        new SeenAsContract(fixture).refusals();
    }

    private BulkContract bulk() {
        return new BulkContract(fixture, engine);
    }

    @Test
    void everyTypeArrives() throws SQLException {
        bulk().everyTypeArrives();
    }

    @Test
    void everyOctetArrives() throws SQLException {
        bulk().everyOctetArrives();
    }

    @Test
    void hugeRowsArrive() throws SQLException {
        bulk().hugeRowsArrive();
    }

    @Test
    void nothingArrivesFromNoRows() throws SQLException {
        bulk().nothingArrivesFromNoRows();
    }

    @Test
    void duplicateKeyIsAnException() throws SQLException {
        bulk().duplicateKeyIsAnException();
    }

    @Test
    void valuesThatDoNotFitAreExceptions() throws SQLException {
        bulk().valuesThatDoNotFitAreExceptions();
    }

    @Test
    void givingUpLeavesNothing() throws SQLException {
        bulk().givingUpLeavesNothing();
    }

    @Test
    void interruptionEndsALoad() throws Exception {
        bulk().interruptionEndsALoad();
    }

    private RowCopiesContract copies() {
        return new RowCopiesContract(fixture, engine);
    }

    @Test
    void copiesAreCountedAndRemoved() throws SQLException {
        copies().copiesAreCountedAndRemoved();
    }

    @Test
    void copiesOfAnyValueAreFound() throws SQLException {
        copies().anyValueIsFound();
    }

    private RowChangesContract changes() {
        return new RowChangesContract(fixture, engine);
    }

    @Test
    void setsAreBrought() throws SQLException {
        changes().setsAreBrought();
    }

    @Test
    void theTransactionIsTheCallers() throws SQLException {
        changes().theTransactionIsTheCallers();
    }

    @Test
    void everyTypeIsAKey() throws SQLException {
        changes().everyTypeIsAKey();
    }

    @Test
    void compositeKeysAndOddNames() throws SQLException {
        changes().compositeKeysAndOddNames();
    }

    @Test
    void uniqueValuesAreSwapped() throws SQLException {
        changes().uniqueValuesAreSwapped();
    }

    @Test
    void valuesOfOtherRowsCollide() throws SQLException {
        changes().valuesOfOtherRowsCollide();
    }

    @Test
    void madeValues() throws SQLException {
        changes().madeValues();
    }

    @Test
    void onlyAKeyAndOnlySomeColumns() throws SQLException {
        changes().onlyAKeyAndOnlySomeColumns();
        changes().onlySomeColumnsOfRowsThatChangePlaces();
    }

    @Test
    void nothingIsLeft() throws SQLException {
        changes().nothingIsLeft();
    }

    @Test
    void manyKeysAreRead() throws SQLException {
        changes().manyKeysAreRead();
    }

    @Test
    void declaredIsThereAndNothingElse() throws SQLException {
        new CapabilityContract(fixture, engine).declaredIsThereAndNothingElse();
    }

    @Test
    void laterTransactionsWriteNothingEither() throws SQLException {
        fixture.create("kept", "CREATE TABLE %s (id int PRIMARY KEY)");
        try (Connection reading = fixture.connector(Side.TARGET).open();
                Statement statement = reading.createStatement()) {
            reading.setAutoCommit(false);
            for (String sql : fixture.dialect.refusingWrites()) {
                statement.execute(sql);
            }
            reading.commit();
            assertThat(catchThrowableOfType(
                                    SQLException.class,
                                    () -> statement.execute("INSERT INTO " + fixture.quoted("kept") + " VALUES (1)"))
                            .getSQLState())
                    .isEqualTo("25006");
        }
    }

    @Test
    void healthIsTold() throws SQLException {
        new HealthContract(fixture).isTold();
    }

    @Test
    void queriesEndAndNothingIsWritten() throws SQLException {
        new HealthContract(fixture).queriesEndAndNothingIsWritten();
    }

    @Test
    void counterIsWidened() throws SQLException {
        new HealthContract(fixture).counterIsWidened();
    }

    private ExplainContract explain() {
        return new ExplainContract(fixture);
    }

    @Test
    void wrongPassword() {
        explain().wrongPassword();
    }

    @Test
    void unknownUser() {
        explain().unknownUser();
    }

    @Test
    void unknownDatabase() {
        explain().unknownDatabase();
    }

    @Test
    void serverDown() throws IOException {
        explain().serverDown();
    }

    @Test
    void missingCreate() throws SQLException {
        explain().missingCreate();
    }

    @Test
    void unknownTable() {
        explain().unknownTable();
    }

    @Test
    void anythingElseKeepsTheServersWords() {
        explain().anythingElseKeepsTheServersWords();
    }

    private SplitContract splits() {
        return new SplitContract(fixture, engine, fixture.dialect.splitter());
    }

    @Test
    void integerKeysSplitEvenly() throws SQLException {
        splits().integers();
    }

    @Test
    void textKeysSplitEvenly() throws SQLException {
        splits().texts();
    }

    @Test
    void otherKeysSplitEvenly() throws SQLException {
        splits().otherTypes();
    }

    @Test
    void compositeKeysSplitEvenly() throws SQLException {
        splits().compositeKeys();
    }

    @Test
    void nullsInAKeyLoseNoRow() throws SQLException {
        splits().nullableKey();
    }

    @Test
    void nothingButNullsInAKey() throws SQLException {
        splits().onlyNulls();
    }

    @Test
    void manyNullsInAKeyAreCut() throws SQLException {
        splits().manyNulls();
    }

    @Test
    void tableWithoutKeyIsCovered() throws SQLException {
        splits().withoutKey();
    }

    @Test
    void smallTableIsOneChunk() throws SQLException {
        splits().smallAndEmptyTables();
    }

    private DdlContract ddl() {
        return new DdlContract(fixture, engine, engine.engine() == Engine.POSTGRESQL ? "mariadb" : "postgresql");
    }

    @Test
    void everyTypeConverts() throws SQLException {
        ddl().everyTypeConverts();
    }

    @Test
    void keysStayApart() throws SQLException {
        ddl().keysStayApart();
    }

    @Test
    void wideTablesConvert() throws SQLException {
        ddl().wideTablesConvert();
    }

    @Test
    void keysKeepTheirLengthsWhereTheyFit() throws SQLException {
        ddl().keysKeepTheirLengthsWhereTheyFit();
    }

    @Test
    void identityStaysOne() throws SQLException {
        ddl().identityStaysOne();
    }

    @Test
    void ownTablesStayAsTheyAre() throws SQLException {
        ddl().ownTablesStayAsTheyAre();
    }

    @Test
    void foreignTypesBecomeText() throws SQLException {
        ddl().foreignTypesBecomeText();
    }

    @Test
    void columnsThatDifferByCaseStayApart() throws SQLException {
        ddl().namesStayApart();
    }
}
