// Owns `ltb-analyze prices`: the table of prices, and price files.

import ArgumentParser
import LTBAnalysis
import LTBPricing
import LTBReport

struct PricesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prices",
        abstract: "Shows the prices of models, and checks and converts price files.",
        discussion: """
            Prices are US dollars for a million tokens. The built-in table has the common models as of its date; a file \
            of --prices wins over it, model by model.

            EXAMPLES
              ltb-analyze prices list haiku
              ltb-analyze prices show openai/gpt-4o-mini
              ltb-analyze prices check prices.yaml
              ltb-analyze prices convert model_prices_and_context_window.json > prices.json
            """,
        subcommands: [List.self, Show.self, Check.self, Convert.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists models with their prices now.",
            discussion: """
                EXAMPLES
                  ltb-analyze prices list
                  ltb-analyze prices list gemini-2.5
                  ltb-analyze prices list --prices prices.yaml --no-builtin
                """)

        @Argument(help: "Only models with this text in the names of their provider and themselves.")
        var filter: String = ""

        @OptionGroup var prices: PriceOptions

        func run() throws {
            let listing = PriceListing(try prices.table())
            let lines = listing.lines(containing: filter.lowercased())
            if lines.isEmpty, listing.isEmpty {
                throw Failure(
                    message:
                        "there are no prices to list: --no-builtin leaves out the built-in ones; add --prices and a "
                        + "file that has models.")
            }
            if lines.isEmpty {
                throw Failure(message: "no model has '\(filter)' in its name.\(ModelArgument.advice([]))")
            }
            try OutputTarget.standardOutput.write(Array((lines.joined(separator: "\n") + "\n").utf8))
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows all prices of a model, and where they come from.",
            discussion: """
                Prices are US dollars for a million tokens, those of a request for one. A tier applies to the whole of a \
                request whose input is above its size.

                EXAMPLES
                  ltb-analyze prices show openai/gpt-4o-mini
                  ltb-analyze prices show gemini-2.5-pro
                  ltb-analyze prices show openai/gpt-4o --prices prices.yaml
                """)

        @Argument(help: "The model, as openai/gpt-4o or gpt-4o.")
        var model: String

        @OptionGroup var prices: PriceOptions

        func run() throws {
            let table = try prices.table()
            let name = ModelArgument.name(model)
            let found =
                table.price(provider: name.provider, model: name.model) ?? table.price(provider: nil, model: model)
            guard let found else {
                let similar = table.suggestions(
                    provider: name.provider.isEmpty ? nil : name.provider, model: name.model)
                throw Failure(message: "no price table has '\(model)'.\(ModelArgument.advice(similar))")
            }
            let lines = PriceSheet(found.origin).lines
            try OutputTarget.standardOutput.write(Array((lines.joined(separator: "\n") + "\n").utf8))
        }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Finds out whether price files can be read, and where not.",
            discussion: """
                Exits with 2 when a file is wrong, and says in which line, at which model and key; with 1 when a file \
                cannot be opened.

                EXAMPLES
                  ltb-analyze prices check prices.yaml
                  ltb-analyze prices check model_prices_and_context_window.json
                """)

        @Argument(
            help: "Price files, or - for standard input.", completion: .file(extensions: ["yaml", "yml", "json"]))
        var file: [String]

        func run() throws {
            var last: Failure?
            for path in file {
                do throws(Failure) {
                    try check(path)
                } catch {
                    if let last { StandardError.write("ltb-analyze: \(last.message)") }
                    last = Failure(message: error.message, status: last?.status == .failure ? .failure : error.status)
                }
            }
            if let last { throw last }
        }

        private func check(_ path: String) throws(Failure) {
            let bytes = try DocumentFile.bytes(of: path, calledA: "price file")
            let name = DocumentFile.name(of: path)
            let list = try Self.checked(bytes, file: name)
            let lines = [PriceListing.summary(list)] + list.notices
            try OutputTarget.standardOutput.write(Array((lines.joined(separator: "\n") + "\n").utf8))
        }

        private static func checked(_ bytes: [UInt8], file: String) throws(Failure) -> PriceList {
            do throws(PriceFileError) {
                return try PriceFile.list(bytes, file: file)
            } catch {
                throw Failure(message: error.description, status: .verdict)
            }
        }
    }

    struct Convert: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes a price file of any format in our own, to be edited.",
            discussion: """
                The output is JSON, which is YAML, too; read again it gives the same costs.

                EXAMPLES
                  ltb-analyze prices convert model_prices_and_context_window.json > prices.json
                """)

        @Argument(
            help: "The price file, or - for standard input.", completion: .file(extensions: ["yaml", "yml", "json"]))
        var file: String

        func run() throws {
            try OutputTarget.standardOutput.write(try PriceFile.read(file).json() + [UInt8(ascii: "\n")])
        }
    }
}
