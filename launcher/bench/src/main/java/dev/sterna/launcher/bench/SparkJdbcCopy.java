package dev.sterna.launcher.bench;

import java.io.IOException;
import java.util.Map;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * A program: copies tables as Spark's documentation of its JDBC data source says. Arguments: the number of cores, the
 * rows of a batch that is written, then {@code table:key} for each table, with nothing after the colon where no integer leads the primary key.
 */
public final class SparkJdbcCopy {
    private static final String ROWS_OF_A_FETCH = "10000";

    private SparkJdbcCopy() {}

    public static void main(String[] args) throws IOException {
        Map<String, String> environment = System.getenv();
        try (SparkSession spark = SparkSession.builder()
                .appName("spark-jdbc")
                .master("local[" + args[0] + "]")
                .config("spark.ui.enabled", "false")
                .getOrCreate()) {
            for (int i = 2; i < args.length; i++) {
                int colon = args[i].lastIndexOf(':');
                String table = args[i].substring(0, colon);
                String key = args[i].substring(colon + 1);
                DataFrameReader reader = reader(spark, environment).option("dbtable", table);
                if (!key.isEmpty()) {
                    split(reader, key, bounds(spark, environment, table, key), args[0]);
                }
                write(reader, table, args[1], environment);
            }
        }
    }

    private static DataFrameReader reader(SparkSession spark, Map<String, String> environment) {
        return spark.read()
                .format("jdbc")
                .option("url", environment.get("SOURCE_URL"))
                .option("user", environment.get("SOURCE_USER"))
                .option("password", environment.get("SOURCE_PASSWORD"))
                .option("fetchsize", ROWS_OF_A_FETCH);
    }

    private static Row bounds(SparkSession spark, Map<String, String> environment, String table, String key) {
        return reader(spark, environment)
                .option("query", "SELECT min(" + key + ") AS least, max(" + key + ") AS greatest FROM " + table)
                .load()
                .first();
    }

    private static void split(DataFrameReader reader, String key, Row bounds, String partitions) {
        reader.option("partitionColumn", key)
                .option("lowerBound", bounds.get(0).toString())
                .option("upperBound", bounds.get(1).toString())
                .option("numPartitions", partitions);
    }

    private static void write(DataFrameReader reader, String table, String batch, Map<String, String> environment) {
        reader.load()
                .write()
                .format("jdbc")
                .mode(SaveMode.ErrorIfExists)
                .option("url", environment.get("TARGET_URL"))
                .option("user", environment.get("TARGET_USER"))
                .option("password", environment.get("TARGET_PASSWORD"))
                .option("dbtable", table)
                .option("batchsize", batch)
                .save();
    }
}
