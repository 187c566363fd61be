// Owns how tables of prices are listed, a line a model.

import Glibc
import LTBEvents
import LTBPricing
import LTBReport

/// The models of a table of prices.
struct PriceListing {
    private let entries: [(model: PricedModel, source: String)]

    /// Of models that several sources have, those of the last.
    init(_ table: PriceTable) {
        var names: Set<String> = []
        var entries: [(model: PricedModel, source: String)] = []
        for list in table.lists.reversed() {
            let own = list.models.filter { !names.contains(Self.name($0).lowercased()) }
            entries += own.map { ($0, list.source) }
            names.formUnion(own.map { Self.name($0).lowercased() })
        }
        self.entries = entries.sorted { Self.name($0.model) < Self.name($1.model) }
    }

    /// Whether there is no model at all.
    var isEmpty: Bool { entries.isEmpty }

    /// A header and a line each for the models that have a text in their names; empty if none has.
    func lines(containing text: String) -> [String] {
        let chosen = entries.filter { text.isEmpty || Self.name($0.model).lowercased().contains(text) }
        guard !chosen.isEmpty else { return [] }
        let header = ["MODEL", "INPUT", "CACHED", "OUTPUT", "SOURCE"]
        let rows = [header] + chosen.map { Self.cells($0.model, $0.source) }
        let widths = header.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let name = Self.padded(row[0], widths[0], isFigure: false)
            let figures = (1...3).map { Self.padded(row[$0], widths[$0], isFigure: true) }
            return ([name] + figures + [row[4]]).joined(separator: "  ")
        }
    }

    /// What a file has, in one sentence.
    static func summary(_ list: PriceList) -> String {
        let providers = Set(list.models.map(\.provider)).count
        let date = list.date.map { ", of \(shown($0))" } ?? ""
        return "\(list.source): \(counted(list.models.count, "model")) of \(counted(providers, "provider"))\(date)."
    }

    /// What a terminal would act on is left out.
    static func shown(_ text: String) -> String {
        let scalars = text.unicodeScalars.map { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) ? "\u{FFFD}" : $0 }
        return String(String.UnicodeScalarView(scalars))
    }

    private static func name(_ model: PricedModel) -> String { "\(model.provider)/\(model.name)" }

    private static func cells(_ model: PricedModel, _ source: String) -> [String] {
        let now = Int64(time(nil)) * 1_000_000_000
        let rates = model.periods.first { $0.isValid(at: now) }?.standard.first?.rates ?? Rates()
        let figures = [RateKind.input, .cachedInput, .output].map { rates[$0]?.text(for: .million) ?? "-" }
        return [shown(name(model))] + figures + [shown(source)]
    }

    private static func padded(_ text: String, _ width: Int, isFigure: Bool) -> String {
        let spaces = String(repeating: " ", count: max(0, width - text.count))
        return isFigure ? spaces + text : text + spaces
    }
}

/// All that is known of a model's prices.
struct PriceSheet {
    private let origin: PriceOrigin

    init(_ origin: PriceOrigin) { self.origin = origin }

    /// The name, the source, then the prices of each period.
    var lines: [String] {
        let model = origin.model
        var lines = ["\(model.provider)/\(model.name)", "source: \(origin.description) (\(finding))"]
        if !model.aliases.isEmpty { lines.append("also: \(model.aliases.joined(separator: ", "))") }
        for period in model.periods { lines += ["", validity(period)] + schedules(period) }
        if !model.otherPrices.isEmpty {
            let others = model.otherPrices.map { "\($0.unit) \($0.dollars)" }
            lines += ["", "known and not applied, in dollars for one: \(others.joined(separator: ", "))"]
        }
        return lines.map(PriceListing.shown)
    }

    private var finding: String {
        switch origin.found {
        case .name: "found by name"
        case .rule: "found by a rule"
        case .withoutDate: "found without the date at the end of the name"
        }
    }

    private func validity(_ period: PricePeriod) -> String {
        let from = period.from == .min ? nil : "from \(Self.date(period.from))"
        let until = period.until == .max ? nil : "until \(Self.date(period.until))"
        let times = period.hours.isEmpty ? nil : period.hours.map(Self.text).joined(separator: ", ")
        let parts = [from, until, times].compactMap(\.self)
        return parts.isEmpty ? "always:" : parts.joined(separator: " ") + ":"
    }

    /// `16:30-00:30 UTC`, `00:00-12:00 UTC on Mon, Tue of UTC+8`
    private static func text(_ hours: DailyHours) -> String {
        let times = "\(clock(hours.start))-\(clock(hours.end)) UTC"
        guard hours.weekdays != 0x7F else { return times }
        let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        let days = names.indices.filter { hours.weekdays >> UInt8($0) & 1 == 1 }.map { names[$0] }
        let offset = hours.weekdayOffsetSeconds / 3_600
        return "\(times) on \(days.joined(separator: ", "))\(offset == 0 ? "" : " of UTC+\(offset)")"
    }

    private func schedules(_ period: PricePeriod) -> [String] {
        let variants = period.variants.sorted { $0.key.rawValue < $1.key.rawValue }.map { ($0.key.name, $0.value) }
        return ([("standard", period.standard)] + variants).flatMap { name, tiers in
            tiers.map { tier in
                let size = tier.above < 0 ? "" : " above \(grouped(tier.above)) input tokens"
                return "  \(name)\(size): \(Self.text(tier.rates))"
            }
        }
    }

    private static func text(_ rates: Rates) -> String {
        let parts = RateKind.allCases.compactMap { kind in
            rates[kind].map { "\(kind.name) \($0.text(for: kind.scale))" }
        }
        return parts.isEmpty ? "no prices" : parts.joined(separator: ", ")
    }

    private static func date(_ nanoseconds: Int64) -> String {
        var bytes: [UInt8] = []
        Timestamp(nanosecondsSince1970: nanoseconds).append(to: &bytes)
        let text = String(decoding: bytes, as: UTF8.self)
        return text.hasSuffix("T00:00:00.000000Z") ? String(text.prefix(10)) : text
    }

    private static func clock(_ second: Int64) -> String {
        let (hour, minute) = (second / 3_600, second / 60 % 60)
        return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }
}
