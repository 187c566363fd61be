// Owns the objectives of the page: what was asked for, what was reached, and by whom.

internal import LTBAnalysis

/// The objectives as a table with bars, which stands in the head of the page, before the navigation.
enum ObjectivesSection {
    static let id = "objectives"
    static let title = "Objectives"
    /// More providers would make the table wider than any screen.
    private static let mostProviders = 6
    /// Bars run from here to all requests: objectives below are rare, and the differences above are small.
    private static let barStart = 0.5

    static func markup(_ page: PageContext) -> Markup {
        let objectives = page.summary.overallObjectives
        guard !objectives.isEmpty else { return .empty }
        let providers = providers(page)
        var table = Table(
            [.init(head: "Objective"), .init(head: "Verdict", isText: true), .init(head: "Reached")]
                + [.init(head: "Share of requests", isText: true), .init(head: "Needed")]
                + providers.map { .init(head: VisibleText.cut($0, to: page.limits.name)) })
        for objective in objectives {
            table.add(Markup(text: objective.title), cells(objective, providers, page))
        }
        let sentence = page.summary.goodputSentence
        let caption =
            "\(sentence.isEmpty ? "" : sentence + " ")Bars run from 50 to 100 %; the upright mark is the share needed."
        return """
            <section id="\(id)" aria-labelledby="h-o"><h2 id="h-o">\(title)</h2>\
            \(table.markup(label: "Objectives, table", caption: Markup(text: caption)))</section>
            """
    }

    /// The providers with most requests, by name.
    private static func providers(_ page: PageContext) -> [String] {
        let all = page.summary.providers
        guard all.count > 1 else { return [] }
        let busiest = all.indices.sorted {
            (all[$1].requests.totalRequests, $0) < (all[$0].requests.totalRequests, $1)
        }
        return busiest.prefix(mostProviders).sorted().map { all[$0].provider }
    }

    private static func cells(
        _ objective: ObjectiveFigures, _ providers: [String], _ page: PageContext
    ) -> [Table.Cell] {
        let reached = objective.reachedText ?? NumberFormat.dash
        var cells: [Table.Cell] = [
            .init(Markup(text: objective.verdict), isBad: objective.isMet == false, isGood: objective.isMet == true),
            .init(reached), .init(bar(objective)),
            .init(Markup(text: objective.neededText), isMuted: true),
        ]
        for provider in providers {
            let figures = page.summary.objectives.first {
                $0.provider == provider && $0.model == nil && $0.isSame(as: objective)
            }
            let share = figures?.reachedText ?? NumberFormat.dash
            cells.append(.init(share, isBad: figures?.isMet == false))
        }
        return cells
    }

    private static func bar(_ objective: ObjectiveFigures) -> Markup {
        guard let attainment = objective.attainment else { return .empty }
        let label = "\(objective.reachedText ?? "") reached it, \(objective.neededText) needed"
        let isMet = objective.isMet == true
        let (paint, color) = isMet ? ("sok", "#6f89a4") : ("srl", "#c2410c")
        return """
            <svg width="160" height="16" role="img" aria-label="\(label)">\
            <line x1="0" y1="8" x2="100%" y2="8" class="g" stroke="#e6e9ed" stroke-width="6"/>\
            <line x1="0" y1="8" x2="\(place(attainment))" y2="8" class="\(paint)" stroke="\(color)" stroke-width="6"/>\
            <line x1="\(place(objective.shareNeeded))" y1="0" x2="\(place(objective.shareNeeded))" y2="16" class="ik" \
            stroke="#15181c" stroke-width="2"/></svg>
            """
    }

    private static func place(_ share: Double) -> String {
        Coordinate.percent(max(0, (share - barStart) / (1 - barStart)))
    }
}
