// Owns what a thousand requests cost, so that runs and models of different sizes can be compared.

internal import LTBAnalysis

extension RequestFigures {
    /// US dollars for a thousand of the successful requests that have a cost; nil where none has.
    var costPerThousand: Double? {
        let priced = successfulRequests - min(unpricedRequests, successfulRequests)
        guard let totalCost, priced > 0 else { return nil }
        return totalCost / Double(priced) * 1000
    }
}
