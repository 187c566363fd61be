// Owns which tables a report has, and their order.

import LTBAnalysis

extension ReportTable {
    /// Every table that has something to say, most important first.
    static func all(for summary: RunSummary) -> [ReportTable] {
        let requests = [
            objectives(summary), objectivesByModel(summary), providers(summary), models(summary), groups(summary),
            errors(summary),
        ]
        let rest = [
            benchmarks(summary), evaluations(summary), providerStatus(summary), alerts(summary), incidents(summary),
            health(summary), caches(summary), metrics(summary), operations(summary), slowest(summary),
        ]
        let tables = requests + computedCosts(summary) + rest
        return tables.filter { !$0.rows.isEmpty || $0.footer != nil }.map { $0.withoutAbsentColumns() }
    }
}
