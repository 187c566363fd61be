// Owns the claims about what a run says of itself.

@testable import LTBRecorder
import Testing

struct RunMetadataTests {
    @Test(arguments: [
        (
            [
                "GITHUB_ACTIONS": "true", "GITHUB_SHA": "abc", "GITHUB_HEAD_REF": "", "GITHUB_REF_NAME": "main",
                "GITHUB_JOB": "eval", "GITHUB_RUN_ID": "17", "GITHUB_REPOSITORY": "me/it",
            ],
            [
                "ci": "github", "git_sha": "abc", "branch": "main", "ci_job": "eval", "ci_run": "17",
                "repository": "me/it",
            ]
        ),
        (
            [
                "GITLAB_CI": "true", "CI_COMMIT_SHA": "abc", "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME": "topic",
                "CI_COMMIT_REF_NAME": "refs/merge", "CI_JOB_NAME": "eval",
            ],
            ["ci": "gitlab", "git_sha": "abc", "branch": "topic", "ci_job": "eval"]
        ),
        (
            [
                "JENKINS_URL": "http://ci", "GIT_COMMIT": "abc", "GIT_BRANCH": "origin/main", "JOB_NAME": "eval",
                "BUILD_NUMBER": "3", "GIT_URL": "https://me:secret@host/it.git",
            ],
            [
                "ci": "jenkins", "git_sha": "abc", "branch": "origin/main", "ci_job": "eval", "ci_run": "3",
                "repository": "https://host/it.git",
            ]
        ),
        (
            [
                "BUILDKITE": "true", "BUILDKITE_COMMIT": "abc", "BUILDKITE_BRANCH": "main",
                "BUILDKITE_PIPELINE_SLUG": "eval", "BUILDKITE_REPO": "git@host:me/it.git",
            ],
            [
                "ci": "buildkite", "git_sha": "abc", "branch": "main", "ci_job": "eval",
                "repository": "git@host:me/it.git",
            ]
        ),
        (["GITHUB_SHA": "abc", "BRANCH_NAME": "main"], [:]),
    ])
    func theVariablesOfACISystemBecomeLabels(_ variables: [String: String], _ labels: [String: String]) {
        #expect(RunMetadata().allLabels(in: ProcessEnvironment(variables)) == labels)
    }

    @Test func ownLabelsGoBeforeThoseOfTheEnvironment() {
        let environment = ProcessEnvironment(["GITLAB_CI": "1", "CI_COMMIT_SHA": "abc", "CI_JOB_NAME": "eval"])
        let own = ["git_sha": "mine", "tier": "gold"]
        #expect(
            RunMetadata(labels: own).allLabels(in: environment)
                == ["ci": "gitlab", "git_sha": "mine", "ci_job": "eval", "tier": "gold"])
        #expect(RunMetadata(labels: own, readsEnvironment: false).allLabels(in: environment) == own)
    }

    @Test func aRunWithoutANameIsNamedByTheTime() throws {
        let run = try RecordedRun(run: RunMetadata())
        #expect(run.recorder.runID.wholeMatch(of: /run_20250115T103000Z_[0-9a-f]{8}/) != nil)
    }
}
