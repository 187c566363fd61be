// Owns what a run says of itself: its name, its labels, and what the CI system knows of it.

/// What tells a run from others.
public struct RunMetadata: Sendable, Hashable {
    /// The name of the run; nil: made of the time and random digits.
    public var id: String?
    /// What people call the run.
    public var name: String?
    /// What else is known of it. Those of the environment are added to it where they are not set.
    public var labels: [String: String]
    /// Whether commit, branch and job are taken from the variables of the CI system.
    public var readsEnvironment: Bool

    /// Metadata of a run.
    public init(
        name: String? = nil, labels: [String: String] = [:], id: String? = nil, readsEnvironment: Bool = true
    ) {
        self.name = name
        self.labels = labels
        self.id = id
        self.readsEnvironment = readsEnvironment
    }

    /// The labels, with those of the environment.
    func allLabels(in environment: ProcessEnvironment) -> [String: String] {
        guard readsEnvironment else { return labels }
        return labels.merging(ContinuousIntegration.labels(in: environment)) { own, _ in own }
    }
}

/// The CI systems whose variables tell what is being tested.
enum ContinuousIntegration {
    /// Labels and the variables that hold them; the first one that is set counts.
    private struct System {
        var name: String
        /// The variables of which one tells that the program runs there.
        var markers: [String]
        var variables: [(label: String, names: [String])]
    }

    private static let systems = [
        System(
            name: "github", markers: ["GITHUB_ACTIONS"],
            variables: [
                ("git_sha", ["GITHUB_SHA"]), ("branch", ["GITHUB_HEAD_REF", "GITHUB_REF_NAME"]),
                ("ci_job", ["GITHUB_JOB"]), ("ci_run", ["GITHUB_RUN_ID"]), ("repository", ["GITHUB_REPOSITORY"]),
            ]),
        System(
            name: "gitlab", markers: ["GITLAB_CI"],
            variables: [
                ("git_sha", ["CI_COMMIT_SHA"]),
                ("branch", ["CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", "CI_COMMIT_REF_NAME"]),
                ("ci_job", ["CI_JOB_NAME"]), ("ci_run", ["CI_PIPELINE_ID"]), ("repository", ["CI_PROJECT_PATH"]),
            ]),
        System(
            name: "buildkite", markers: ["BUILDKITE"],
            variables: [
                ("git_sha", ["BUILDKITE_COMMIT"]), ("branch", ["BUILDKITE_BRANCH"]),
                ("ci_job", ["BUILDKITE_LABEL", "BUILDKITE_PIPELINE_SLUG"]), ("ci_run", ["BUILDKITE_BUILD_NUMBER"]),
                ("repository", ["BUILDKITE_REPO"]),
            ]),
        System(
            name: "jenkins", markers: ["JENKINS_URL", "JENKINS_HOME"],
            variables: [
                ("git_sha", ["GIT_COMMIT"]), ("branch", ["CHANGE_BRANCH", "BRANCH_NAME", "GIT_BRANCH"]),
                ("ci_job", ["JOB_NAME"]), ("ci_run", ["BUILD_NUMBER"]), ("repository", ["GIT_URL"]),
            ]),
    ]

    /// `ci`, `git_sha`, `branch`, `ci_job`, `ci_run` and `repository`, as far as the variables tell; none outside of CI.
    static func labels(in environment: ProcessEnvironment) -> [String: String] {
        guard let system = systems.first(where: { $0.markers.contains { environment[$0] != nil } }) else { return [:] }
        var labels = ["ci": system.name]
        for (label, names) in system.variables {
            labels[label] = names.lazy.compactMap { environment[$0] }.first.map(withoutPasswords)
        }
        return labels
    }
}
