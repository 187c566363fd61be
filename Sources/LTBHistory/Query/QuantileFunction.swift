// Owns the aggregate functions that SQLite lacks for latencies: quantile(x, q) and median(x).

internal import GRDBSQLite
import LTBStatistics

/// `quantile(x, q)`, `q` from 0 to 1, and `median(x)`: exact, by the same definition as every report.
///
/// NULL is passed over. It keeps 8 bytes a value.
enum QuantileFunction {
    /// What the aggregation of one group has.
    private final class Values {
        var values: [Double] = []
        var quantile = 0.5
    }

    static func register(in database: SQLDatabase) throws(QueryError) {
        for (name, count) in [("quantile", Int32(2)), ("median", 1)] {
            let code = sqlite3_create_function_v2(
                database.connection, name, count, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nil, nil,
                { context, count, arguments in QuantileFunction.step(context, count, arguments) },
                { context in QuantileFunction.finish(context) }, nil)
            guard code == SQLITE_OK else { throw database.failure }
        }
    }

    private static func step(
        _ context: OpaquePointer?, _ count: Int32, _ arguments: UnsafeMutablePointer<OpaquePointer?>?
    ) {
        guard let arguments, let memory = sqlite3_aggregate_context(context, Int32(MemoryLayout<Int>.size)) else {
            return sqlite3_result_error_nomem(context)
        }
        // SQLite keeps the memory of a group, at first zero, from the first value to `finish`.
        let place = memory.assumingMemoryBound(to: UnsafeRawPointer?.self)
        if place.pointee == nil { place.pointee = UnsafeRawPointer(Unmanaged.passRetained(Values()).toOpaque()) }
        guard let pointer = place.pointee else { return }
        let group = Unmanaged<Values>.fromOpaque(pointer).takeUnretainedValue()
        if count == 2 {
            group.quantile = sqlite3_value_double(arguments[1])
            guard sqlite3_value_numeric_type(arguments[1]) != SQLITE_NULL, 0...1 ~= group.quantile else {
                return sqlite3_result_error(context, "quantile(x, q) takes q from 0 to 1, such as 0.95 for p95", -1)
            }
        }
        switch sqlite3_value_numeric_type(arguments[0]) {
        case SQLITE_INTEGER, SQLITE_FLOAT: group.values.append(sqlite3_value_double(arguments[0]))
        default: return
        }
    }

    private static func finish(_ context: OpaquePointer?) {
        guard let memory = sqlite3_aggregate_context(context, 0) else { return sqlite3_result_null(context) }
        let place = memory.assumingMemoryBound(to: UnsafeRawPointer?.self)
        guard let pointer = place.pointee else { return sqlite3_result_null(context) }
        let group = Unmanaged<Values>.fromOpaque(pointer).takeRetainedValue()
        place.pointee = nil
        guard let value = SortedSample(group.values).quantile(group.quantile) else {
            return sqlite3_result_null(context)
        }
        sqlite3_result_double(context, value)
    }
}
