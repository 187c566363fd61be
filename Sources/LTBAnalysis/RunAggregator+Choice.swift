// Owns taking in only the events of a plan's choice, and their groups.

import LTBEvents

extension RunAggregator {
    /// Takes in one line, if it is chosen; it is counted as an event in any case.
    ///
    /// Behind the line must be what `LineBatch` promises: bytes that may be loaded, of which the first ends the line.
    @inline(never)
    mutating func addChosen(
        line: UnsafeRawBufferPointer, scanner: inout EventScanner, position: SkippedLine.Position?
    ) {
        guard let choice, scanner.scan(line) else { return decode(line, position) }
        counts.record(scanner.event.kind)
        if let filter = choice.filter, !filter.takes(scanner.event, line) { return }
        record(scanner.event)
        if sampler != nil {
            let cost = self.cost(of: scanner.event)
            sampler?.record(scanner.event, line, cost: cost)
        }
        guard let subject = choice.group, scanner.event.kind.endsRequest else { return }
        let end = self.end(of: scanner.event)
        choice.withGroup(of: scanner.event, line, subject) {
            groups.record(scanner.event, end, value: $0, pricedBy: pricer)
        }
    }

    /// Takes in an event that was decoded whole, likewise.
    mutating func addChosen(_ event: Event) {
        let kind = ScannedEvent.Kind(event.payload)
        guard let choice, choice.filter?.takes(event) ?? true else {
            if let kind { counts.record(kind) } else { counts.record(event) }
            return
        }
        add(event)
        if sampler != nil {
            let cost = ScannedEvent.with(event) { self.cost(of: $0) } ?? RequestCost()
            sampler?.record(event, cost: cost)
        }
        guard let subject = choice.group, kind?.endsRequest == true else { return }
        choice.withGroup(of: event, subject) { value in
            _ = ScannedEvent.with(event) { scanned in
                let end = self.end(of: scanned)
                groups.record(scanned, end, value: value, pricedBy: pricer)
            }
        }
    }

    /// What the request costs that an event ends, if it ends one and there are prices.
    private mutating func cost(of event: borrowing ScannedEvent) -> RequestCost {
        guard pricer.isOn, event.kind.endsRequest else { return RequestCost() }
        return pricer.cost(of: end(of: event))
    }
}

extension ScannedEvent.Kind {
    /// Whether it starts or ends a request.
    var isRequest: Bool { self == .requestStarted || endsRequest }

    /// Whether it ends a request.
    var endsRequest: Bool { self == .requestCompleted || self == .requestFailed }
}
