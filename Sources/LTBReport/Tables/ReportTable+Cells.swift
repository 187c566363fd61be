// Owns how single figures become cells: what is said when one is missing, and what counts as bad.

import LTBAnalysis
import LTBEvents

extension ReportTable.Cell {
    /// A name; where nothing of it would be seen, that is said as on the page.
    static func name(_ name: String?) -> Self {
        name.map { Self(ShownText.placeholder(of: $0) ?? $0) } ?? .dash
    }

    /// A message, or another text that is no name; a dash where it says nothing.
    static func words(_ words: String?) -> Self {
        words.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : Self($0) } ?? .dash
    }

    static func count(_ count: Int64?) -> Self { count.map { Self(NumberFormat.count($0)) } ?? .notMeasured }

    static func duration(_ seconds: Double?) -> Self {
        seconds.map { Self(NumberFormat.duration(seconds: $0)) } ?? .notMeasured
    }

    static func quantity(_ value: Double?) -> Self { value.map { Self(NumberFormat.quantity($0)) } ?? .notMeasured }

    static func score(_ score: Double?) -> Self { score.map { Self(NumberFormat.score($0)) } ?? .notMeasured }

    static func share(_ share: Double?) -> Self { share.map { Self(NumberFormat.share($0)) } ?? .notMeasured }

    static func interval(_ interval: ClosedRange<Double>?) -> Self {
        guard let interval else { return .notMeasured }
        return Self("\(NumberFormat.share(interval.lowerBound)) to \(NumberFormat.share(interval.upperBound))")
    }

    static func cost(_ dollars: Double?) -> Self { dollars.map { Self(NumberFormat.cost($0)) } ?? .unpriced }

    /// What requests cost; a dash where they used nothing that they would have to be paid for.
    static func cost(_ figures: RequestFigures) -> Self {
        figures.hasNoUsage ? .notUsed : cost(figures.totalCost)
    }

    /// Failed requests over ended ones: over 1 % is bad, and where nothing ended there is no rate.
    static func errorRate(_ figures: RequestFigures) -> Self {
        figures.errorRate.map { Self(NumberFormat.share($0, apartFrom: 0.01), $0 > 0.01 ? .bad : .plain) } ?? .dash
    }

    static func time(_ time: Timestamp?) -> Self { time.map { Self(CivilTime($0).moment) } ?? .notMeasured }

    /// A status word: `healthy`, `completed`, `passed`, `resolved` and `info` are fine, others are not.
    static func status(_ status: String?) -> Self {
        guard let status else { return .notMeasured }
        switch status {
        case "degraded", "warning", "aborted": return Self(status, .warn)
        case "unavailable", "unhealthy", "critical", "firing", "failed": return Self(status, .bad)
        default: return Self(status)
        }
    }
}

extension CivilTime {
    /// `2026-11-20 02:11:10`
    var moment: String { "\(year)-\(Self.padded(month))-\(Self.padded(day)) \(clockWithSeconds)" }

    /// `2026-11-20 02:11:10.25`, with the digits of its fraction that it takes; without one where it is none.
    var exactMoment: String {
        nanosecond > 0 ? moment + "." + fractionDigits : moment
    }

    /// The digits behind the point of the seconds, as many as it takes.
    var fractionDigits: String {
        String(String(1_000_000_000 + nanosecond).dropFirst().reversed().drop { $0 == "0" }.reversed())
    }

    /// `2 Mar 13:40`, in words beside charts, whose labels are such.
    var shortMoment: String { shortDate + NumberFormat.space + clock }

    private static func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
