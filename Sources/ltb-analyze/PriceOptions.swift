// Owns the options by which commands find prices, and reading price files.

import ArgumentParser
import Glibc
import LTBAnalysis
import LTBEvents
import LTBPricing
import LTBYAML

/// Where prices come from.
struct PriceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Prices: YAML or JSON of our own format, LiteLLM's model_prices_and_context_window.json, or the data of "
                + "genai-prices as JSON. May be repeated: the last file that has a model wins.",
            valueName: "file"),
        completion: .file(extensions: ["yaml", "yml", "json"]))
    var prices: [String] = []

    @Flag(name: .customLong("no-builtin"), help: "Use no other prices than those of --prices.")
    var noBuiltIn = false

    func validate() throws {
        guard prices.count(where: { $0 == DocumentFile.standardInput }) > 1 else { return }
        throw ValidationError("--prices - reads standard input, which can be read only once; name a file.")
    }

    /// The built-in prices, and those of the files over them.
    func table() throws(Failure) -> PriceTable {
        var table = PriceTable(noBuiltIn ? [] : [.builtIn])
        for path in prices { table.append(try PriceFile.read(path)) }
        return table
    }

    /// What to price by in a command that needs no prices; nil if none were asked for.
    func pricingIfAsked() throws(Failure) -> RequestPricing? {
        guard prices.isEmpty else { return RequestPricing(try table()) }
        guard !noBuiltIn else {
            throw Failure(
                message:
                    "--no-builtin says which prices count beside those of --prices, and there are none; add --prices "
                    + "and a file, or leave it out: without --prices this command computes no costs.", status: .usage)
        }
        return nil
    }
}

/// A price file.
enum PriceFile {
    /// Reads a file's prices, and tells what in it has no effect; what is wrong with it is told with line, model and key.
    static func read(_ path: String) throws(Failure) -> PriceList {
        let bytes = try DocumentFile.bytes(of: path, calledA: "price file")
        do throws(PriceFileError) {
            let list = try list(bytes, file: DocumentFile.name(of: path))
            for notice in list.notices { StandardError.write("ltb-analyze: \(notice)") }
            return list
        } catch {
            throw Failure(message: error.description)
        }
    }

    /// The prices in a file's bytes, in any format.
    static func list(_ bytes: [UInt8], file: String) throws(PriceFileError) -> PriceList {
        try PriceList(try document(bytes, file: file), file: file)
    }

    private static func document(_ bytes: [UInt8], file: String) throws(PriceFileError) -> DocumentNode {
        do throws(DocumentError) {
            return try DocumentNode(document: bytes)
        } catch {
            throw PriceFileError(error, file: file)
        }
    }
}
