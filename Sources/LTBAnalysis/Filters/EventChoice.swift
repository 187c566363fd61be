// Owns what a plan makes of events before they are counted.

import LTBEvents

/// Which events are taken, and by what requests are grouped.
struct EventChoice: Sendable {
    /// Nil takes all.
    let filter: ScannedFilter?
    /// Nil groups nothing.
    let group: EventText?

    /// Nil for a plan that takes every event, groups nothing and keeps no single values, so that its events need not be
    /// looked at for that.
    init?(_ plan: AnalysisPlan) {
        filter = ScannedFilter(plan.appliedFilter)
        group = plan.groupLabel.map { EventText($0) }
        if filter == nil, group == nil, !plan.gathersSamples { return nil }
    }

    /// What the group's label says in a line; nil if nothing.
    func withGroup<Result>(
        of event: borrowing ScannedEvent, _ line: UnsafeRawBufferPointer, _ subject: EventText,
        _ body: (UnsafeRawBufferPointer?) -> Result
    ) -> Result {
        switch subject.find(in: line, of: event) {
        case .absent: body(nil)
        case .text(let text), .number(let text): body(text)
        case .unusual: withGroup(of: try? Event(json: line), subject, body)
        }
    }

    /// The same of a decoded event.
    func withGroup<Result>(
        of event: Event?, _ subject: EventText, _ body: (UnsafeRawBufferPointer?) -> Result
    ) -> Result {
        guard let text = event.flatMap({ EventData($0).text(of: subject) }) else { return body(nil) }
        return Array(text.utf8).withUnsafeBytes { body($0) }
    }
}
