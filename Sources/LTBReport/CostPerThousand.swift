// Owns what a thousand requests cost, so that runs and models of different sizes can be compared.

internal import LTBAnalysis

extension RequestFigures {
    /// US dollars for a thousand of the requests that have a cost; nil where none has.
    var costPerThousand: Double? {
        guard let totalCost, pricedRequests > 0 else { return nil }
        return totalCost / Double(pricedRequests) * 1000
    }
}
