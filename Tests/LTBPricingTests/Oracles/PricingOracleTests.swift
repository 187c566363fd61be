// Owns the comparison of what requests cost with litellm's and genai-prices' own calculations.

import FoundationEssentials
import Glibc
import LTBEvents
import LTBPricing
import LTBTestSupport
import Testing

private let liteLLM: CommandRunner? = {
    // It would download its table when it is imported.
    setenv("LITELLM_LOCAL_MODEL_COST_MAP", "True", 1)
    return InstalledPrograms.python(importing: "litellm")
}()
private let genAIPrices = InstalledPrograms.python(importing: "genai_prices")
private let needsLiteLLM = ConditionTrait.enabled("litellm is not installed") { liteLLM != nil }
private let needsGenAIPrices = ConditionTrait.enabled("genai-prices is not installed") { genAIPrices != nil }

/// The same requests by the same tables cost the same, to the nano-dollar.
@Suite struct PricingOracleTests {
    private let folder = try? TemporaryFolder()

    private func run(_ python: CommandRunner?, _ arguments: [String]) throws -> [Substring] {
        let result = try #require(python).run(
            ["-c"] + arguments, in: try #require(folder).path, timeout: .seconds(300))
        #expect(result.exitCode == 0, "\(result.error)")
        // litellm prints advice between the lines.
        return result.output.split(separator: "\n").filter { $0.hasPrefix("{") }
    }

    private func read(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: path)))
    }

    @Test(needsLiteLLM, arguments: [1, 2])
    func liteLLMSaysTheSameOrTheReasonIsKnown(seed: Int) throws {
        let lines = try run(liteLLM, [PricingScripts.liteLLM, "\(seed)", "1000"])
        let first = try Array(lines[0].utf8).withUnsafeBytes { text in
            Result { () throws(DocumentError) in try DocumentNode(json: text) }
        }.get()
        let text = try read(try #require(first["table"]?.text))
        let entries = try text.withUnsafeBytes { text in
            Result { () throws(DocumentError) in try DocumentNode(json: text) }
        }.get()
        let table = PriceTable([try PriceList(entries, file: "litellm.json")])
        var counts: [String: Int] = [:]
        for line in lines.dropFirst() {
            let request = try PricedRequest(line)
            let ours = request.cost(table)
            if let ours, let theirs = request.theirs, (ours - theirs).magnitude <= 1 {
                counts["same", default: 0] += 1
                continue
            }
            let entry = try #require(entries[request.model])
            let why = LiteLLMDifference.allCases.first { $0.explains(request, entry, table) }
            #expect(why != nil, "ours \(ours ?? -1): \(request.line)")
            counts[why?.rawValue ?? "unknown", default: 0] += 1
        }
        #expect(counts.values.reduce(0, +) == 1_000)
        #expect(counts["same", default: 0] > 700, "\(counts)")
    }

    @Test(needsGenAIPrices, arguments: [1, 2])
    func genAIPricesSaysExactlyTheSame(seed: Int) throws {
        let script = "\(#filePath.components(separatedBy: "/Tests/")[0])/.ci/prices"
        let exported = try #require(genAIPrices).run(script, "json")
        let table = PriceTable([try PriceList(json: exported.outputBytes, file: "prices.json")])
        try compare(table, try run(genAIPrices, [PricingScripts.genAIPrices, "\(seed)", "1000"]))
    }

    @Test(needsGenAIPrices)
    func theBuiltInTableIsThatOfGenAIPrices() throws {
        let providers = PriceList.builtIn.providers.map(\.name)
        try compare(
            PriceTable([.builtIn]), try run(genAIPrices, [PricingScripts.genAIPrices, "3", "1000"] + providers))
    }

    private func compare(_ table: PriceTable, _ lines: [Substring]) throws {
        var counts: [String: Int] = [:]
        for line in lines {
            let request = try PricedRequest(line)
            let ours = request.cost(table)
            if ours == request.theirs {
                counts[ours == nil ? "unknownToBoth" : "same", default: 0] += 1
            } else {
                // What has no price is unknown to us, and free to genai-prices: the one difference.
                #expect(ours == nil && request.lacksPrice(table), "ours \(ours ?? -1): \(request.line)")
                counts["missingPriceIsFree", default: 0] += 1
            }
        }
        #expect(counts.values.reduce(0, +) == 1_000)
        #expect(counts["same", default: 0] > 700, "\(counts)")
    }
}
