// Owns the manifests for Kubernetes with the Prometheus operator.

extension MonitoringStack {
    var kubernetesFiles: [StackFile] {
        [
            StackFile("kubernetes/deployment.yml", "ltb-analyze serve in a cluster", Self.deployment),
            StackFile("kubernetes/service.yml", "its port, by name", Self.service),
            StackFile("kubernetes/servicemonitor.yml", "has the Prometheus operator scrape it", Self.serviceMonitor),
            StackFile("kubernetes/rules.yml", "the rules for the Prometheus operator", prometheusRule),
            StackFile("kubernetes/dashboards.yml", "the dashboards for Grafana's sidecar", dashboardMap),
            StackFile("kubernetes/README.md", "how to apply them, with kube-prometheus-stack", Self.note),
        ]
    }

    private static let deployment = """
        # Serves the logs of a volume; the image is that of the Dockerfile.
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: ltb
          labels: {app.kubernetes.io/name: ltb}
        spec:
          replicas: 1
          selector:
            matchLabels: {app.kubernetes.io/name: ltb}
          template:
            metadata:
              labels: {app.kubernetes.io/name: ltb}
            spec:
              securityContext: {runAsNonRoot: true, runAsUser: 1000}
              containers:
                - name: ltb
                  image: ltb:latest
                  args: [ltb-analyze, serve, /runs, --follow, --bind, 0.0.0.0, --port, "9090"]
                  ports:
                    - {name: metrics, containerPort: 9090}
                  readinessProbe:
                    httpGet: {path: /health, port: metrics}
                  livenessProbe:
                    httpGet: {path: /health, port: metrics}
                    periodSeconds: 30
                  resources:
                    requests: {cpu: 100m, memory: 64Mi}
                    limits: {memory: 512Mi}
                  volumeMounts:
                    - {name: runs, mountPath: /runs, readOnly: true}
              volumes:
                - name: runs
                  persistentVolumeClaim: {claimName: ltb-runs}

        """

    private static let service = """
        apiVersion: v1
        kind: Service
        metadata:
          name: ltb
          labels: {app.kubernetes.io/name: ltb}
        spec:
          selector: {app.kubernetes.io/name: ltb}
          ports:
            - {name: metrics, port: 9090, targetPort: metrics}

        """

    private static let serviceMonitor = """
        # The label is the release of kube-prometheus-stack, whose operator takes only monitors that have it.
        apiVersion: monitoring.coreos.com/v1
        kind: ServiceMonitor
        metadata:
          name: ltb
          labels: {release: kube-prometheus-stack}
        spec:
          selector:
            matchLabels: {app.kubernetes.io/name: ltb}
          endpoints:
            - {port: metrics, path: /metrics, interval: 15s}

        """

    private static func metadata(_ name: String, _ labels: [(String, YAMLValue)]) -> YAMLValue {
        .map([("name", .text(name)), ("labels", .map(labels))])
    }

    private var prometheusRule: String {
        let groups = families.flatMap { family -> [YAMLValue] in
            if case .list(let groups) = family.groups { groups } else { [] }
        }
        return YAMLText.document(
            ["The rules of prometheus/rules for the Prometheus operator."],
            .map([
                ("apiVersion", .text("monitoring.coreos.com/v1")), ("kind", .text("PrometheusRule")),
                ("metadata", Self.metadata("ltb", [("release", .text("kube-prometheus-stack"))])),
                ("spec", .map([("groups", .list(groups))])),
            ]))
    }

    private var dashboardMap: String {
        let data = dashboards.map { ("\($0.uid).json", YAMLValue.text($0.json)) }
        return YAMLText.document(
            ["The dashboards of grafana/dashboards; the sidecar of Grafana finds them by the label."],
            .map([
                ("apiVersion", .text("v1")), ("kind", .text("ConfigMap")),
                ("metadata", Self.metadata("ltb-dashboards", [("grafana_dashboard", .text("1"))])),
                ("data", .map(data)),
            ]))
    }

    private static let note = """
        # ltb in Kubernetes

        With Helm's kube-prometheus-stack, whose operator and Grafana take the rest of the manifests:

            helm repo add prometheus-community https://prometheus-community.github.io/helm-charts
            helm install kube-prometheus-stack prometheus-community/kube-prometheus-stack

        The operator takes only what has the label of its release: `release: kube-prometheus-stack` in servicemonitor.yml and
        rules.yml must be the name that you gave it. The logs are in a claim of the name `ltb-runs`, which you make.

            docker build -f Dockerfile -t ltb:latest CHECKOUT_OF_LTB     # and push it where the cluster finds it
            kubectl apply -f kubernetes/

        A finished run with its own times goes into the database of Prometheus as blocks: `ltb-analyze export --to openmetrics`,
        then `promtool tsdb create-blocks-from openmetrics`.

        """
}
