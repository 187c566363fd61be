// Owns the manifests for Kubernetes with the Prometheus operator.

extension MonitoringStack {
    var kubernetesFiles: [StackFile] {
        [
            StackFile("kubernetes/deployment.yml", "ltb-analyze serve in a cluster", Self.deployment),
            StackFile("kubernetes/service.yml", "its port, by name", Self.service),
            StackFile(
                "kubernetes/servicemonitor.yml", "has the Prometheus operator scrape it",
                Self.serviceMonitor("ltb", "The Service of service.yml.")),
            StackFile("kubernetes/dashboards.yml", "the dashboards for Grafana's sidecar", dashboardMap),
            StackFile("kubernetes/README.md", "how to apply them, with kube-prometheus-stack", Self.note),
        ]
            + Self.services.map { name in
                StackFile(
                    "kubernetes/servicemonitor-\(name).yml", "the same of the \(name) service",
                    Self.serviceMonitor(name, "The \(name) service, found by this label of its Service."))
            }
            + families.map { family in
                StackFile(
                    "kubernetes/rules-\(family.name).yml", "operator's rules: \(family.title)",
                    Self.prometheusRule(family))
            }
    }

    private static let deployment = """
        # Serves the logs of a volume; the image is that of the Dockerfile, by the name under which the cluster finds it.
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
                  # A node that has the image, as kind and minikube load it, needs no registry.
                  imagePullPolicy: IfNotPresent
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

    /// Alerts and dashboards know a service by its job, which is otherwise the name of the Service.
    private static func serviceMonitor(_ name: String, _ comment: String) -> String {
        """
        # \(comment)
        # The label of the monitor is the release of kube-prometheus-stack, whose operator takes only those that have it.
        apiVersion: monitoring.coreos.com/v1
        kind: ServiceMonitor
        metadata:
          name: \(name)
          labels: {release: kube-prometheus-stack}
        spec:
          selector:
            matchLabels: {app.kubernetes.io/name: \(name)}
          endpoints:
            - port: metrics
              path: /metrics
              interval: 15s
              relabelings:
                - {targetLabel: job, replacement: \(name)}

        """
    }

    private static func metadata(_ name: String, _ labels: [(String, YAMLValue)]) -> YAMLValue {
        .map([("name", .text(name)), ("labels", .map(labels))])
    }

    private static func prometheusRule(_ family: RuleFamily) -> String {
        YAMLText.document(
            [
                "The rules of prometheus/rules/\(family.name).yml for the Prometheus operator.",
                "Leave this file out where nothing has the metrics.",
            ],
            .map([
                ("apiVersion", .text("monitoring.coreos.com/v1")), ("kind", .text("PrometheusRule")),
                ("metadata", metadata("ltb-\(family.name)", [("release", .text("kube-prometheus-stack"))])),
                ("spec", .map([("groups", family.groups)])),
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

        The operator takes only what has the label of its release: `release: kube-prometheus-stack` in servicemonitor*.yml and
        rules-*.yml must be the name that you gave it. The logs are in a claim of the name `ltb-runs`, which you make.

        The image is built here and pushed to a registry of yours, whose name deployment.yml must have:

            docker build --build-context ltb=CHECKOUT_OF_LTB -t REGISTRY/ltb:1 .
            docker push REGISTRY/ltb:1
            sed -i 's|image: ltb:latest|image: REGISTRY/ltb:1|' kubernetes/deployment.yml
            kubectl apply -f kubernetes/

        A cluster on your machine takes it without a registry: `docker build … -t ltb:latest .`, then
        `kind load docker-image ltb:latest` or `minikube image load ltb:latest`.

        Alerts and dashboards know services by the jobs `ltb`, `configuration`, `pipeline` and `router`. The
        servicemonitor-*.yml give these names to what has a Service with the label `app.kubernetes.io/name` of the same name
        and a port called `metrics`; where yours are called otherwise, change the selector, not the job. Of a service that you
        have not, leave out servicemonitor-NAME.yml and rules-NAME.yml: each family of metrics has its own.

        A finished run with its own times goes into the database of Prometheus as blocks: `ltb-analyze export --to openmetrics`,
        then `promtool tsdb create-blocks-from openmetrics`.

        """
}
