// Owns the configuration of Alertmanager, whose receivers come from the environment.

extension MonitoringStack {
    static var alertmanagerFiles: [StackFile] {
        [
            StackFile("alertmanager/alertmanager.yml", "who is told of alerts, and how often", alertmanagerText),
            StackFile(
                "alertmanager/start.sh", "starts Alertmanager with the receivers of the environment", startScript),
        ]
    }

    private static let alertmanagerText = """
        # Alertmanager: every receiver is between two marks, and start.sh leaves out those that the environment has not.
        # What ends in .invalid is replaced there by SLACK_WEBHOOK_URL, SLACK_CHANNEL, SMTP_SMARTHOST, SMTP_FROM, SMTP_USER,
        # SMTP_PASSWORD, SMTP_REQUIRE_TLS, EMAIL_TO, PAGERDUTY_ROUTING_KEY and WEBHOOK_URL; see .env.example.
        global:
          resolve_timeout: 5m
        route:
          receiver: everyone
          group_by: [alertname, family]
          group_wait: 30s
          group_interval: 5m
          repeat_interval: 4h
          routes:
            - matchers: [severity="critical"]
              receiver: everyone
              group_wait: 10s
              repeat_interval: 1h
        inhibit_rules:
          # The same errors, of the same stage where the family has stages.
          - source_matchers: [alertname="CriticalErrorRate"]
            target_matchers: [alertname="HighErrorRate"]
            equal: [family, stage]
        receivers:
          - name: everyone
            # begin slack
            slack_configs:
              - api_url: 'https://slack.invalid/webhook'
                channel: '#slack.invalid'
                send_resolved: true
                title: "{{ .Status }}: {{ .CommonLabels.alertname }}"
                text: "{{ range .Alerts }}{{ .Annotations.summary }}: {{ .Annotations.description }}\\n{{ end }}"
            # end slack
            # begin email
            email_configs:
              - to: 'to@email.invalid'
                from: 'from@email.invalid'
                smarthost: 'email.invalid:25'
                require_tls: true # tls.invalid
                send_resolved: true
                # begin login
                auth_username: 'user.invalid'
                auth_password: 'password.invalid'
                # end login
            # end email
            # begin pagerduty
            pagerduty_configs:
              - routing_key: 'pagerduty.invalid'
                severity: "{{ .CommonLabels.severity }}"
                send_resolved: true
            # end pagerduty
            # begin webhook
            webhook_configs:
              - url: 'http://webhook.invalid/'
                send_resolved: true
            # end webhook

        """

    private static let startScript = #"""
        #!/bin/sh
        # Starts Alertmanager with those receivers of alertmanager.yml that the environment has: start.sh [OPTION]…
        # With LTB_PRINT_CONFIG=1 it prints the configuration instead.
        set -eu
        source=${LTB_ALERTMANAGER_CONFIG:-/etc/alertmanager/alertmanager.yml}
        config=$(mktemp)
        cp "$source" "$config"

        # keep NAME VALUE: leaves out the receiver between its marks if there is no value.
        keep() {
            [ -n "$2" ] || sed -i "/# begin $1\$/,/# end $1\$/d" "$config"
        }
        # fill PLACE VALUE: puts a value, whatever its characters, in the place of what is invalid. All of these places stand
        # between single quotes but that of SMTP_REQUIRE_TLS, which takes true or false.
        fill() {
            value=$(printf '%s' "$2" | tr -d '\n' | sed "s/'/''/g; s/[&|\\\\]/\\\\&/g")
            sed -i "s|$1|$value|" "$config"
        }
        keep slack "${SLACK_WEBHOOK_URL:-}"
        keep email "${EMAIL_TO:-}"
        keep login "${SMTP_USER:-}"
        keep pagerduty "${PAGERDUTY_ROUTING_KEY:-}"
        keep webhook "${WEBHOOK_URL:-}"
        fill 'https://slack\.invalid/webhook' "${SLACK_WEBHOOK_URL:-}"
        fill '#slack\.invalid' "${SLACK_CHANNEL:-#alerts}"
        fill 'to@email\.invalid' "${EMAIL_TO:-}"
        fill 'from@email\.invalid' "${SMTP_FROM:-alertmanager@localhost}"
        fill 'email\.invalid:25' "${SMTP_SMARTHOST:-localhost:25}"
        fill 'true # tls\.invalid' "${SMTP_REQUIRE_TLS:-true}"
        fill 'user\.invalid' "${SMTP_USER:-}"
        fill 'password\.invalid' "${SMTP_PASSWORD:-}"
        fill 'pagerduty\.invalid' "${PAGERDUTY_ROUTING_KEY:-}"
        fill 'http://webhook\.invalid/' "${WEBHOOK_URL:-}"

        if [ "${LTB_PRINT_CONFIG:-}" = 1 ]; then
            cat "$config"
        else
            exec alertmanager --config.file="$config" --storage.path=/alertmanager "$@"
        fi

        """#
}
