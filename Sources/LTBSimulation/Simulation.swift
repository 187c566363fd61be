// Owns the simulated run as a sequence of events.

package import LTBEvents

/// A realistic run that follows from a seed: its events in the order of time, made one by one as they are asked for.
///
/// Requests to several providers and models arrive at random with a daily wave; they are answered, fail, are retried,
/// or never end. Two benchmarks run, with evaluations of their answers; one provider has an outage; the program
/// records metrics, spans and its health. Any number of events takes the memory of what is under way at one time.
///
/// The same configuration gives the same events, to the byte, on every machine and in every run: nothing depends on
/// a clock, on the order of a hash table or on a C library's mathematics. Times are whole microseconds, costs whole
/// nano-dollars, scores whole ten thousandths.
package struct Simulation: Sequence, Sendable {
    /// What the run is made from.
    package let configuration: SimulationConfiguration

    /// The run that follows from a configuration.
    package init(_ configuration: SimulationConfiguration) {
        self.configuration = configuration
    }

    /// Makes the events from the first one.
    package func makeIterator() -> Iterator {
        Iterator(configuration)
    }

    /// Gives the events of a run, with ids that are counted from 1.
    package struct Iterator: IteratorProtocol, Sendable {
        private var run: SimulatedRun
        private let start: Timestamp
        private let idPrefix: String
        private var eventCount: Int64 = 0
        /// Payloads of one time that are still to be given, the next one at `position`.
        private var ready: [Payload] = []
        private var position = 0

        init(_ configuration: SimulationConfiguration) {
            run = SimulatedRun(configuration)
            start = configuration.start
            idPrefix = SequenceName.eventPrefix(seed: configuration.seed)
        }

        /// The next event; nil after the last.
        package mutating func next() -> Event? {
            while position == ready.count {
                ready.removeAll(keepingCapacity: true)
                position = 0
                guard run.advance(&ready) else { return nil }
            }
            position += 1
            eventCount += 1
            return Event(
                timestamp: start.advanced(run.time), id: SequenceName.name(idPrefix, eventCount),
                payload: ready[position - 1])
        }

        /// How many things are under way or planned at this time: what the memory of a simulation depends on.
        var pendingCount: Int { run.pendingCount + ready.count }
    }
}
