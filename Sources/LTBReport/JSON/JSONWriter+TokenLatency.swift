// Owns the JSON of output tokens against latency.

import LTBAnalysis
import LTBEvents

extension JSONWriter {
    /// The map, or null where no request has both.
    mutating func member(_ name: StaticString, _ map: TokenLatencyMap?) {
        key(name)
        guard let map else { return null() }
        object {
            $0.series("output_tokens_edges", map.tokenEdges)
            $0.series("latency_edges", map.latencyEdges)
            $0.array("counts", map.counts) { $0.line($1) { $0.value($1) } }
        }
    }
}
