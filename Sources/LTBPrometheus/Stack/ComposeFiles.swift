// Owns the files that run the whole stack on one machine.

extension MonitoringStack {
    static var composeFiles: [StackFile] {
        [
            StackFile("docker-compose.yml", "the whole stack: docker compose up", composeText),
            StackFile("Dockerfile", "an image of ltb-analyze and ltb-record", dockerfile),
            StackFile(".env.example", "what the environment sets; copy it to .env", environment),
        ]
    }

    private static let composeText = """
        # A run and all that watches it: docker compose up -d, then http://localhost:3000 for Grafana. Compose 2.17 or later.
        # Set in .env (see .env.example): LTB_SOURCE, a checkout of ltb; LTB_RUNS, the folder of the logs; receivers of alerts.
        services:
          ltb:
            build:
              context: .
              additional_contexts:
                ltb: "${LTB_SOURCE:?set it in .env to a checkout of ltb}"
            command: [ltb-analyze, serve, /runs, --follow, --bind, 0.0.0.0, --port, "9090"]
            volumes:
              - "${LTB_RUNS:-./runs}:/runs:ro"
            ports: ["127.0.0.1:9464:9090"]
            healthcheck:
              test: [CMD, curl, --fail, --silent, "http://localhost:9090/health"]
              interval: 15s
              timeout: 5s
              retries: 3
            restart: unless-stopped
          prometheus:
            image: prom/prometheus:v2.55.1
            command:
              - --config.file=/etc/prometheus/prometheus.yml
              - --storage.tsdb.path=/prometheus
              - --storage.tsdb.retention.time=1y
              - --web.enable-remote-write-receiver
              - --web.enable-lifecycle
            volumes:
              - ./prometheus:/etc/prometheus:ro
              - prometheus-data:/prometheus
            ports: ["127.0.0.1:9090:9090"]
            healthcheck:
              test: [CMD, wget, --quiet, --spider, "http://localhost:9090/-/healthy"]
              interval: 15s
              timeout: 5s
              retries: 3
            restart: unless-stopped
          alertmanager:
            image: prom/alertmanager:v0.27.0
            entrypoint: [/bin/sh, /etc/alertmanager/start.sh]
            environment:
              SLACK_WEBHOOK_URL: "${SLACK_WEBHOOK_URL:-}"
              SLACK_CHANNEL: "${SLACK_CHANNEL:-}"
              EMAIL_TO: "${EMAIL_TO:-}"
              SMTP_FROM: "${SMTP_FROM:-}"
              SMTP_SMARTHOST: "${SMTP_SMARTHOST:-}"
              SMTP_USER: "${SMTP_USER:-}"
              SMTP_PASSWORD: "${SMTP_PASSWORD:-}"
              SMTP_REQUIRE_TLS: "${SMTP_REQUIRE_TLS:-}"
              PAGERDUTY_ROUTING_KEY: "${PAGERDUTY_ROUTING_KEY:-}"
              WEBHOOK_URL: "${WEBHOOK_URL:-}"
            volumes:
              - ./alertmanager:/etc/alertmanager:ro
              - alertmanager-data:/alertmanager
            ports: ["127.0.0.1:9093:9093"]
            healthcheck:
              test: [CMD, wget, --quiet, --spider, "http://localhost:9093/-/healthy"]
              interval: 15s
              timeout: 5s
              retries: 3
            restart: unless-stopped
          grafana:
            image: grafana/grafana:11.3.0
            environment:
              GF_SECURITY_ADMIN_PASSWORD: "${GRAFANA_PASSWORD:-admin}"
              GF_ANALYTICS_REPORTING_ENABLED: "false"
            volumes:
              - ./grafana/provisioning:/etc/grafana/provisioning:ro
              - ./grafana/dashboards:/var/lib/grafana/dashboards:ro
              - grafana-data:/var/lib/grafana
            ports: ["127.0.0.1:3000:3000"]
            healthcheck:
              test: [CMD, wget, --quiet, --spider, "http://localhost:3000/api/health"]
              interval: 15s
              timeout: 5s
              retries: 3
            depends_on: [prometheus]
            restart: unless-stopped
          node-exporter:
            image: prom/node-exporter:v1.8.2
            command: ["--path.rootfs=/host"]
            pid: host
            volumes:
              - /:/host:ro,rslave
            healthcheck:
              test: [CMD, wget, --quiet, --spider, "http://localhost:9100/"]
              interval: 15s
              timeout: 5s
              retries: 3
            restart: unless-stopped
        volumes:
          prometheus-data: {}
          alertmanager-data: {}
          grafana-data: {}

        """

    private static let dockerfile = """
        # An image of ltb: docker build --build-context ltb=CHECKOUT_OF_LTB -t ltb .
        FROM swift:6.3-bookworm AS build
        RUN apt-get update && apt-get install -y --no-install-recommends libzstd-dev libsqlite3-dev zlib1g-dev
        WORKDIR /ltb
        # Only what is compiled: a .build of the checkout knows other paths.
        COPY --from=ltb Package.* ./
        COPY --from=ltb Sources Sources
        COPY --from=ltb Tests Tests
        RUN swift build -c release --static-swift-stdlib --product ltb-analyze \\
            && swift build -c release --static-swift-stdlib --product ltb-record

        FROM debian:bookworm-slim
        RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates curl libsqlite3-0 libzstd1 zlib1g \\
            && rm -rf /var/lib/apt/lists/* && useradd --create-home ltb
        COPY --from=build /ltb/.build/release/ltb-analyze /ltb/.build/release/ltb-record /usr/local/bin/
        USER ltb
        EXPOSE 9090
        CMD ["ltb-analyze", "--help"]

        """

    private static let environment = """
        # Copy this to .env and fill in what you have; a receiver of alerts that has no value is left out.
        # A checkout of ltb, from which the image is built, and the folder of the logs to serve, both from this folder on:
        LTB_SOURCE=../ltb
        LTB_RUNS=./runs
        GRAFANA_PASSWORD=admin
        SLACK_WEBHOOK_URL=
        SLACK_CHANNEL='#alerts'
        # E-mail: to and from whom, the server as HOST:PORT, and the login that it asks for. A value with a $ or a # stands
        # in single quotes.
        EMAIL_TO=
        SMTP_FROM=
        SMTP_SMARTHOST=
        SMTP_USER=
        SMTP_PASSWORD=
        SMTP_REQUIRE_TLS=true
        PAGERDUTY_ROUTING_KEY=
        WEBHOOK_URL=

        """
}
