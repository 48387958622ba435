package dev.sterna.transfer;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.SparkStrategy;
import org.apache.spark.sql.execution.datasources.v2.BatchScanExec;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2ScanRelation;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Plans the scan of a {@link StreamedTable} without the projection by which Spark copies every row of a source into a row
 * of its own format: with nothing between reader and writer, nobody needs it, and it takes a third of the time of a load.
 */
final class StreamedScan extends SparkStrategy {
    /** Makes a session plan so, once. */
    static void addTo(SparkSession spark) {
        synchronized (StreamedScan.class) {
            Seq<SparkStrategy> present = spark.experimental().extraStrategies();
            if (!present.exists(strategy -> strategy instanceof StreamedScan)) {
                spark.experimental().extraStrategies_$eq(seq(prepended(present)));
            }
        }
    }

    private static List<SparkStrategy> prepended(Seq<SparkStrategy> present) {
        List<SparkStrategy> all = new ArrayList<>();
        all.add(new StreamedScan());
        all.addAll(CollectionConverters.asJava(present));
        return all;
    }

    @Override
    public Seq<SparkPlan> apply(LogicalPlan plan) {
        if (plan instanceof DataSourceV2ScanRelation read && read.relation().table() instanceof StreamedTable table) {
            return seq(List.of(new BatchScanExec(
                    read.output(), read.scan(), seq(List.of()), Option.empty(), table, Option.empty())));
        }
        return seq(List.of());
    }

    private static <T> Seq<T> seq(List<T> list) {
        return CollectionConverters.asScala(list).toSeq();
    }
}
