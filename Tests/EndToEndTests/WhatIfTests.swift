// Owns the tests of `ltb-analyze cost --what-if`.

import LTBTestSupport
import Testing

@Suite struct WhatIfTests: PricedRun {
    let logs: AnalyzedFolder

    init() throws {
        logs = try Self.pricedLogs()
    }

    @Test func aWhatIfNamesModelsThatThereAre() throws {
        let other = try cost("--what-if", "acme/small=acme/large", "--budget", "20")
        #expect(other.exitCode == 2)
        #expect(
            other.error
                == "ltb-analyze: --budget: the cost on the prices of --what-if is at least $31, over the budget of $20.\n"
        )
        #expect(other.output.plain.contains("+773.2 % over the 3 with both prices, 1 left out\n"))
        #expect(other.output.contains("\nWhat if: acme/small priced as acme/large.\n"))
        let unknownPrice = try cost("--what-if", "acme/small=acme/lagre")
        #expect(unknownPrice.exitCode == 64)
        #expect(
            unknownPrice.error
                == "ltb-analyze: --what-if acme/small=acme/lagre: no price table has 'acme/lagre'. Did you mean "
                + "acme/large?\n")
        let unknownModel = try cost("--what-if", "acme/smal=acme/large")
        #expect(unknownModel.exitCode == 64)
        #expect(
            unknownModel.error
                == "ltb-analyze: --what-if acme/smal=acme/large: no request was to 'acme/smal'. Did you mean "
                + "acme/small?\n")
        #expect(try cost("--what-if", "small").exitCode == 64)
    }

    @Test func aModelIsPricedAsOneOtherOnly() throws {
        let twice = try cost("--what-if", "small=acme/large", "--what-if", "ACME/Small=acme/small")
        #expect(twice.exitCode == 64)
        #expect(
            twice.error.hasPrefix(
                "Error: --what-if small=acme/large and --what-if ACME/Small=acme/small price the same requests; give "
                    + "each model once.\nUsage: ltb-analyze cost "))
        let each = try cost("--what-if", "small=acme/large", "--what-if", "acme/large=acme/small", "--format", "json")
        #expect(each.exitCode == 0)
        #expect(
            each.output.contains(
                """
                    "what_if_models": [
                      {
                        "model": "small",
                        "priced_as": "acme/large"
                      },
                """))
    }
}
