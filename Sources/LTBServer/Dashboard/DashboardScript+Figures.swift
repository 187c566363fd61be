// Owns how the dashboard shows a summary: numbers, charts, tables.

extension DashboardScript {
    /// The part that draws a summary.
    static let figures = #"""
        "use strict";
        (() => {
          const byID = id => document.getElementById(id);
          // Names come from anyone: they are only ever set as text.
          const element = (name, className, text) => {
            const made = document.createElement(name);
            if (className) made.className = className;
            if (text !== undefined) made.textContent = text;
            return made;
          };
          const shape = (name, attributes, text) => {
            const made = document.createElementNS("http://www.w3.org/2000/svg", name);
            for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
            if (text !== undefined) made.textContent = text;
            return made;
          };
          const setText = (id, text) => { const target = byID(id); if (target.textContent !== text) target.textContent = text; };

          // Numbers, as the report writes them.
          const figures = (value, digits) => Number(value.toPrecision(digits)).toLocaleString("en-US", {
            minimumFractionDigits: Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(value) || 1))),
            maximumFractionDigits: 6, useGrouping: false });
          const duration = seconds => {
            if (seconds == null) return "–";
            if (seconds >= 3600) return `${Math.floor(seconds / 3600)} h ${Math.floor(seconds % 3600 / 60)} min`;
            if (seconds >= 60) return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
            if (seconds >= 1) return `${figures(seconds, 3)} s`;
            if (seconds >= 0.01) return `${Math.round(seconds * 1000)} ms`;
            return seconds > 0 ? `${figures(seconds * 1000, 2)} ms` : "0 s";
          };
          const count = value => {
            if (value == null) return "–";
            if (value >= 1e6) return `${figures(value / 1e6, 3)} M`;
            if (value >= 1e5) return `${figures(value / 1e3, 3)} k`;
            return Math.round(value).toLocaleString("en-US");
          };
          const rate = value => value == null ? "–" : value >= 100 ? count(value) : value.toFixed(value >= 10 ? 0 : 1);
          const money = value => value == null ? "unpriced" : value >= 100 ? `$${Math.round(value).toLocaleString("en-US")}`
            : value >= 0.1 || value === 0 ? `$${value.toFixed(2)}` : `$${figures(value, 2)}`;
          const share = value => value == null ? "–" : value === 0 || value === 1 ? `${value * 100} %`
            : value > 0.999 ? ">99.9 %" : value < 0.001 ? "<0.1 %" : `${(value * 100).toFixed(1)} %`;

          // Asking the server.
          const token = () => sessionStorage.getItem("ltb-token") || "";
          const ask = async (path, body) => {
            const headers = token() ? { Authorization: `Bearer ${token()}` } : {};
            if (body) headers["Content-Type"] = "application/json";
            const answer = await fetch(path, body ? { method: "POST", headers, body: JSON.stringify(body) } : { headers });
            byID("access").hidden = answer.status !== 401;
            if (!answer.ok) throw Object.assign(new Error(`${path}: ${answer.status}`), { status: answer.status });
            return answer.json();
          };

          // Charts: data stretches, text keeps its size.
          const height = 180;
          const largest = {};
          // Steps lose their zeros.
          const tick = text => text.replace(/\.0+(?=\D|$)/, "").replace(/ min 0 s$/, " min");
          const niceStep = top => {
            const power = 10 ** Math.floor(Math.log10(top / 4 || 1));
            return [1, 2, 5, 10].map(factor => factor * power).find(step => step * 4 >= top) || power;
          };
          const frame = (id, top, label, times) => {
            // A scale that only grows does not make the eye follow it.
            largest[id] = Math.max(largest[id] || 0, top);
            const step = niceStep(largest[id]);
            const limit = step * Math.ceil(largest[id] / step) || 1;
            const outer = shape("svg", { class: "c", height: height + 24, role: "img" });
            outer.append(shape("title", {}, byID(id).closest("figure").querySelector("h2").textContent));
            for (let value = 0; value <= limit * 1.0001; value += step) {
              const y = height - value / limit * height;
              outer.append(shape("line", { x1: 0, x2: "100%", y1: y, y2: y, class: value === 0 ? "axis" : "grid" }));
              outer.append(shape("text", { x: -8, y: y + 4, "text-anchor": "end" }, tick(label(value))));
            }
            for (const [at, text] of times) {
              outer.append(shape("text", { x: `${at * 100}%`, y: height + 18, "text-anchor": at === 0 ? "start" : at === 1
                ? "end" : "middle" }, text));
            }
            const inner = shape("svg", { width: "100%", height, viewBox: `0 0 1000 ${height}`, preserveAspectRatio: "none" });
            outer.append(inner);
            return { outer, inner, y: value => (height - Math.min(value / limit, 1) * height).toFixed(1) };
          };
          const show = (id, drawing) => byID(id).replaceChildren(drawing || element("p", "mut", "Not measured."));
          const bars = (id, layers, label, times) => {
            const length = layers.length ? layers[0].values.length : 0;
            const sums = Array.from({ length }, (_, index) => layers.reduce((sum, layer) => sum + layer.values[index], 0));
            if (!length || Math.max(...sums) === 0) return show(id);
            const { outer, inner, y } = frame(id, Math.max(...sums), label, times);
            const below = new Array(length).fill(0);
            for (const layer of layers) {
              let path = "";
              layer.values.forEach((value, index) => {
                if (value > 0) {
                  const [x, next] = [index, index + 1].map(place => (place / length * 1000).toFixed(1));
                  path += `M${x} ${y(below[index])}V${y(below[index] + value)}H${next}V${y(below[index])}Z`;
                }
                below[index] += value;
              });
              inner.append(shape("path", { d: path, class: layer.name }));
            }
            show(id, outer);
          };
          const lines = (id, layers, label, times) => {
            const all = layers.flatMap(layer => layer.values.filter(value => value != null));
            if (!all.length) return show(id);
            const { outer, inner, y } = frame(id, Math.max(...all), label, times);
            const ends = [];
            layers.forEach((layer, number) => {
              const { values } = layer;
              const x = index => values.length > 1 ? index / (values.length - 1) * 1000 : 500;
              let path = "";
              let pen = false;
              values.forEach((value, index) => {
                if (value != null) path += `${pen ? "L" : "M"}${x(index).toFixed(1)} ${y(value)}${pen ? "" : "h0.1"}`;
                pen = value != null;
              });
              inner.append(shape("path", { d: path, class: `l${number + 1}`, "vector-effect": "non-scaling-stroke" }));
              const last = values.findLast(value => value != null);
              if (last != null && layer.name) ends.push({ y: Number(y(last)) + 4, text: layer.name, number: number + 1 });
            });
            ends.sort((one, other) => one.y - other.y);
            ends.forEach((end, index) => { if (index) end.y = Math.max(end.y, ends[index - 1].y + 15); });
            for (const end of ends) outer.append(shape("text", { x: "100%", dx: 6, y: end.y, class: `t${end.number}` }, end.text));
            show(id, outer);
          };
          const merged = (values, size, join) => {
            const result = [];
            for (let index = 0; index < values.length; index += size) result.push(join(values.slice(index, index + size)));
            return result;
          };
          const sum = values => values.reduce((total, value) => total + value, 0);
          const highest = values => values.reduce((top, value) => value == null ? top : Math.max(top ?? 0, value), null);

          // The summary: everything but the events.
          const showSummary = summary => {
            const { totals, timeline } = summary;
            const models = summary.models.length;
            const ended = totals.total_requests;
            setText("headline", ended === 0 ? "No request has ended yet."
              : `${count(ended)} ${ended === 1 ? "request" : "requests"} to ${models} ${models === 1 ? "model" : "models"}; ${
                share(1 - totals.error_rate)} succeeded.`);
            const name = summary.run && summary.run.name || "Run";
            document.title = `${name} · live`;
            setText("requests", count(ended));
            setText("requests-more", totals.requests_per_second == null ? "" : `${rate(totals.requests_per_second)} a second of the log`);
            setText("success", ended ? share(1 - totals.error_rate) : "–");
            setText("success-more", `${count(totals.failed_requests)} failed`);
            const latency = totals.latency;
            setText("latency", latency ? duration(latency.p95) : "–");
            setText("latency-more", latency ? `p50 ${duration(latency.p50)}, p99 ${duration(latency.p99)}` : "");
            setText("tokens", count(totals.total_output_tokens));
            setText("tokens-more", `${count(totals.total_input_tokens)} input`);
            setText("cost", ended ? money(totals.total_cost) : "–");
            setText("cost-more", totals.unpriced_requests ? `${count(totals.unpriced_requests)} unpriced` : "");
            const { log } = summary;
            const notices = [];
            if (log.damaged_bytes) notices.push(`${count(log.damaged_bytes)} bytes of the log could not be read.`);
            const skipped = sum(Object.values(log.skipped_lines));
            if (skipped) notices.push(`${count(skipped)} lines are no events.`);
            if (log.dropped_events) notices.push(`The recorder dropped ${count(log.dropped_events)} events.`);
            byID("notice").hidden = !notices.length;
            setText("notice", notices.join(" "));
            if (timeline) showTimeline(timeline);
            showDistribution(latency);
            showProviders(summary);
            showModels(summary.models);
            showBenchmarks(summary.benchmarks);
          };
          const showTimeline = timeline => {
            const size = Math.ceil(timeline.requests.length / 72);
            const seconds = timeline.bucket_seconds * size;
            const start = Date.parse(timeline.start);
            const end = start + timeline.requests.length * timeline.bucket_seconds * 1000;
            const clock = time => new Date(time).toISOString().slice(11, end - start < 120000 ? 19 : 16);
            const times = [[0, clock(start)], [0.5, clock((start + end) / 2)], [1, `${clock(end)} UTC`]];
            const perSecond = values => merged(values, size, sum).map(value => value / seconds);
            const errors = perSecond(timeline.errors);
            const succeeded = perSecond(timeline.requests).map((value, index) => value - errors[index]);
            bars("chart-requests", [{ name: "ok", values: succeeded }, { name: "er", values: errors }], rate, times);
            const percentiles = ["p50", "p95", "p99"].map(name => ({
              name, values: merged(timeline[`latency_${name}`], size, highest) }));
            lines("chart-latency", percentiles, duration, times);
            bars("chart-tokens", [{ name: "in", values: perSecond(timeline.input_tokens) },
              { name: "out", values: perSecond(timeline.output_tokens) }], count, times);
            let total = 0;
            const costs = merged(timeline.cost, size, sum).map(value => (total += value));
            lines("chart-cost", total > 0 ? [{ values: costs }] : [], money, times);
          };
          const showDistribution = latency => {
            if (!latency) return show("chart-distribution");
            // Bounds of which each is about twice the one before: between others, bars would mislead.
            const buckets = latency.buckets.filter(bucket => ![0.5, 1, 5, 60].includes(bucket.le));
            const counts = buckets.map((bucket, index) => bucket.count - (index ? buckets[index - 1].count : 0));
            const first = Math.max(0, counts.findIndex(value => value > 0) - 1);
            const last = counts.findLastIndex(value => value > 0);
            const shown = counts.slice(first, last + 1).concat(latency.count - buckets[buckets.length - 1].count || []);
            const bound = index => buckets[index] ? tick(duration(buckets[index].le)) : "more";
            const middle = first + Math.floor((last - first) / 2);
            largest["chart-distribution"] = 0;
            bars("chart-distribution", [{ name: "area", values: shown }], count, [[0, first ? bound(first - 1) : "0 s"],
              [(middle - first + 1) / shown.length, bound(middle)], [1, bound(last)]]);
          };
          const table = (heads, rows) => {
            const made = element("table");
            const head = made.createTHead().insertRow();
            for (const text of heads) { const cell = element("th", "", text); cell.scope = "col"; head.append(cell); }
            const body = made.createTBody();
            for (const row of rows) {
              const line = body.insertRow();
              row.forEach((value, index) => {
                const [text, className] = Array.isArray(value) ? value : [value, ""];
                const cell = element(index ? "td" : "th", className, text);
                if (!index) cell.scope = "row";
                line.append(cell);
              });
            }
            return made;
          };
          const showProviders = summary => {
            const statuses = new Map(summary.provider_status.map(provider => [provider.provider, provider.status]));
            const words = { healthy: "good", degraded: "warn", unavailable: "bad" };
            const rows = summary.providers.slice(0, 32).map(provider => [provider.provider,
              [statuses.get(provider.provider) || "not measured", words[statuses.get(provider.provider)] || "mut"],
              count(provider.total_requests), [share(provider.error_rate), provider.error_rate > 0.01 ? "bad" : ""],
              duration(provider.latency && provider.latency.p95)]);
            show("providers", rows.length ? table(["Provider", "Status", "Requests", "Errors", "p95"], rows) : null);
          };
          const showModels = models => {
            const rows = models.slice(0, 32).map(model => [`${model.provider}/${model.model}`, count(model.total_requests),
              [share(model.error_rate), model.error_rate > 0.01 ? "bad" : ""], ...["p50", "p95", "p99"].map(name =>
                duration(model.latency && model.latency[name])), duration(model.time_to_first_token && model.time_to_first_token.p50),
              count(model.total_output_tokens), money(model.total_cost)]);
            show("models", rows.length ? table(["Model", "Requests", "Errors", "p50", "p95", "p99", "First token p50",
              "Output tokens", "Cost"], rows) : null);
          };
          const showBenchmarks = benchmarks => {
            const own = benchmarks.filter(benchmark => benchmark.status).slice(0, 32);
            byID("benchmarks-section").hidden = !own.length;
            byID("benchmarks").replaceChildren(...own.map(benchmark => {
              const row = element("div", "bench");
              const last = benchmark.progress[benchmark.progress.length - 1];
              const percent = last ? last[1] : 0;
              const bar = element("progress");
              bar.max = 100;
              bar.value = percent;
              bar.setAttribute("aria-label", benchmark.name || benchmark.benchmark_id);
              row.append(element("strong", "", benchmark.name || benchmark.benchmark_id), bar,
                element("span", "mut", `${percent.toFixed(0)} %${timeLeft(benchmark, last, percent)}`));
              return row;
            }));
          };
          const timeLeft = (benchmark, last, percent) => {
            if (benchmark.status === "completed") return benchmark.duration_seconds == null ? ", done"
              : `, done in ${duration(benchmark.duration_seconds)}`;
            if (!last || !benchmark.started_at || percent <= 0) return "";
            const passed = (Date.parse(last[0]) - Date.parse(benchmark.started_at)) / 1000;
            return `, about ${duration(passed * (100 - percent) / percent)} left`;
          };

        """#
}
