package cli

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"rolecall/internal/dataset"
	"rolecall/internal/pipeline"
)

// metric is a gauge with its samples.
type metric struct {
	name, help string
	samples    []sample
}

// sample is a value under pairs of a label's name and value.
type sample struct {
	value  float64
	labels []string
}

// one is a sample without labels.
func one(value float64) []sample { return []sample{{value: value}} }

func seconds(t time.Time) float64 { return float64(t.UnixMilli()) / 1000 }

// Names of the metrics that a later run takes over where it does not set them.
const (
	lastSuccess = "rolecall_last_success_timestamp_seconds"
	lastData    = "rolecall_last_data_timestamp_seconds"
)

// metricsOf are the figures of a run. Earlier gives what an earlier run left under a name.
func metricsOf(e *ended, earlier func(name string) (float64, bool)) []metric {
	list := []metric{
		{"rolecall_build_info", "The program; always 1.", []sample{{1, []string{"version", version(), "commit", commit(), "schema", dataset.SchemaVersion, "goversion", runtime.Version()}}}},
		{"rolecall_last_run_exit_code", "How the last run ended: 0 done, 1 failed, 2 configuration, 3 a source failed or is silent, 4 conflicts, 130 interrupted.", one(float64(e.code))},
		{"rolecall_last_run_start_timestamp_seconds", "When the last run started.", one(seconds(e.started))},
		{"rolecall_last_run_end_timestamp_seconds", "When the last run ended, well or not.", one(seconds(e.finished))},
		{"rolecall_last_run_duration_seconds", "How long the last run took.", one(e.finished.Sub(e.started).Seconds())},
		kept(lastSuccess, "When a run last ended with no source failed or silent (exit code 0 or 4).", e, earlier, exitOK, exitConflicts),
		kept(lastData, "When a run last left data, though a source may have failed (exit code 0, 3 or 4).", e, earlier, exitOK, exitPartial, exitConflicts),
	}
	if e.summary != nil {
		list = append(list, metricsOfRun(e.summary)...)
	}
	return slices.DeleteFunc(list, func(m metric) bool { return len(m.samples) == 0 })
}

// kept is the end of the run where its exit code is one of these, else what an earlier run left.
func kept(name, help string, e *ended, earlier func(string) (float64, bool), codes ...int) metric {
	m := metric{name: name, help: help}
	if slices.Contains(codes, e.code) {
		m.samples = one(seconds(e.finished))
	} else if value, known := earlier(name); known {
		m.samples = one(value)
	}
	return m
}

// metricsOfRun are the figures of a run that left data.
func metricsOfRun(s *pipeline.Summary) []metric {
	pages := metric{name: "rolecall_last_run_pages", help: "Pages asked for, by how each ended."}
	claims := metric{name: "rolecall_last_run_claims", help: "Claims found."}
	well := metric{name: "rolecall_last_run_source_ok", help: "Whether all pages of the source were read and it gave what is expected of it."}
	silent := metric{name: "rolecall_last_run_source_silent", help: "Whether the source gave less than half of the claims of its last good fetch."}
	for i := range s.Sources {
		r := &s.Sources[i]
		for _, outcome := range outcomeNames(r.Outcomes) {
			pages.samples = append(pages.samples, sample{float64(r.Outcomes[outcome]), []string{"source", r.ID, "outcome", outcome}})
		}
		of := []string{"source", r.ID}
		claims.samples = append(claims.samples, sample{float64(r.Claims), of})
		well.samples = append(well.samples, sample{truth(r.Outcome == "ok"), of})
		silent.samples = append(silent.samples, sample{truth(r.Silent), of})
	}
	conflicts := metric{name: "rolecall_last_run_conflicts", help: "Contradictions between the sources that stand."}
	for _, severity := range []string{"high", "medium", "low"} {
		n := 0
		for _, c := range s.Conflicts {
			if string(c.Severity) == severity {
				n++
			}
		}
		conflicts.samples = append(conflicts.samples, sample{float64(n), []string{"severity", severity}})
	}
	stages := metric{name: "rolecall_last_run_stage_duration_seconds", help: "How long a stage of the last run took."}
	for _, t := range s.Run.Manifest.Timings {
		stages.samples = append(stages.samples, sample{t.Seconds, []string{"stage", t.Stage}})
	}
	return []metric{pages, claims, well, silent, conflicts, stages}
}

func truth(is bool) float64 {
	if is {
		return 1
	}
	return 0
}

// writeMetrics writes the figures of a run in the text format of Prometheus. A reader sees the old file or the new one.
func writeMetrics(path string, e *ended) error {
	text := render(metricsOf(e, func(name string) (float64, bool) { return readMetric(path, name) }))
	// the name does not end in .prom, so that no collector takes it for metrics
	temporary, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*.tmp")
	if err != nil {
		return err
	}
	_, err = temporary.WriteString(text)
	err = errors.Join(err, temporary.Chmod(0o644), temporary.Sync(), temporary.Close()) // the collector runs as another user
	if err == nil {
		err = os.Rename(temporary.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(temporary.Name()))
	}
	return nil
}

// render writes metrics in the text format, version 0.0.4.
func render(list []metric) string {
	var b strings.Builder
	for _, m := range list {
		fmt.Fprintf(&b, "# HELP %s %s\n# TYPE %s gauge\n", m.name, escaped(m.help, `\`, `\\`, "\n", `\n`), m.name)
		for _, s := range m.samples {
			b.WriteString(m.name)
			for i := 0; i < len(s.labels); i += 2 {
				fmt.Fprintf(&b, `%s%s="%s"`, before(i), s.labels[i], escaped(s.labels[i+1], `\`, `\\`, "\n", `\n`, `"`, `\"`))
			}
			if len(s.labels) > 0 {
				b.WriteByte('}')
			}
			b.WriteString(" " + strconv.FormatFloat(s.value, 'f', -1, 64) + "\n")
		}
	}
	return b.String()
}

func before(label int) string {
	if label == 0 {
		return "{"
	}
	return ","
}

func escaped(text string, pairs ...string) string {
	return strings.NewReplacer(pairs...).Replace(strings.ToValidUTF8(text, "\uFFFD"))
}

// readMetric gives the value of a metric without labels in a file; false where there is no such file or value.
func readMetric(path, name string) (float64, bool) {
	file, err := os.Open(path)
	if err != nil {
		return 0, false
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if fields := strings.Fields(lines.Text()); len(fields) == 2 && fields[0] == name {
			value, err := strconv.ParseFloat(fields[1], 64)
			return value, err == nil
		}
	}
	return 0, false
}
