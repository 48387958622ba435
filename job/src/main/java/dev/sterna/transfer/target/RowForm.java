package dev.sterna.transfer.target;

import dev.sterna.model.LogicalType;
import dev.sterna.transfer.stage.RowView;
import dev.sterna.transfer.stage.StagedView;
import dev.sterna.transfer.stage.WireView;
import java.util.List;

/** The form in which rows come. */
enum RowForm {
    /** As they lie in a stage. */
    STAGED {
        @Override
        RowView view(List<LogicalType> types) {
            return new StagedView(types);
        }
    },
    /** As they leave a source. */
    WIRE {
        @Override
        RowView view(List<LogicalType> types) {
            return new WireView(types);
        }
    };

    abstract RowView view(List<LogicalType> types);
}
