// Owns whether sums of tokens were measured, since a sum is zero also where no request told of tokens.

internal import LTBAnalysis

extension RequestFigures {
    /// The input tokens; nil where no request told of any, failed ones included.
    var measuredInputTokens: Int64? {
        totalInputTokens > 0 || inputTokens != nil || failuresTold(totalOutputTokens, outputTokens)
            ? totalInputTokens : nil
    }

    /// The output tokens; nil where no request told of any, failed ones included.
    var measuredOutputTokens: Int64? {
        totalOutputTokens > 0 || outputTokens != nil || failuresTold(totalInputTokens, inputTokens)
            ? totalOutputTokens : nil
    }

    /// Whether only failed requests, which are in no distribution, told of tokens: they tell of both kinds at once.
    private func failuresTold(_ total: Int64, _ ofSuccesses: DistributionFigures?) -> Bool {
        total > 0 && ofSuccesses == nil
    }
}
