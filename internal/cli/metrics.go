package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
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
	kept       []string // lines of samples that earlier runs left
}

// sample is a value under pairs of a label's name and value.
type sample struct {
	value  float64
	labels []string
}

func gauge(name, help string, samples []sample) metric {
	return metric{name: name, help: help, samples: samples}
}

// one is a sample without labels.
func one(value float64) []sample { return []sample{{value: value}} }

func seconds(t time.Time) float64 { return float64(t.UnixMilli()) / 1000 }

const (
	lastSuccess = "rolecall_last_success_timestamp_seconds"
	lastData    = "rolecall_last_data_timestamp_seconds"
)

// metricsOf are the figures of a run. Earlier are the lines that earlier runs left, by the metric's name: what this run does not
// tell anew of is kept, so that no alert on a source ends because a run failed, was interrupted or left the source out.
func metricsOf(e *ended, earlier map[string][]string) []metric {
	list := []metric{
		gauge("rolecall_build_info", "The program; always 1.", []sample{{1, []string{"version", version(), "commit", commit(), "schema", dataset.SchemaVersion, "goversion", runtime.Version()}}}),
		gauge("rolecall_last_run_exit_code", "How the last run ended: 0 done, 1 failed, 2 configuration, 3 a source failed or is silent, 4 conflicts, 130 interrupted.", one(float64(e.code))),
		gauge("rolecall_last_run_start_timestamp_seconds", "When the last run started.", one(seconds(e.started))),
		gauge("rolecall_last_run_end_timestamp_seconds", "When the last run ended, well or not.", one(seconds(e.finished))),
		gauge("rolecall_last_run_duration_seconds", "How long the last run took.", one(e.finished.Sub(e.started).Seconds())),
		kept(lastSuccess, "When a run last ended with no source failed or silent (exit code 0 or 4).", e, earlier, exitOK, exitConflicts),
		kept(lastData, "When a run last left data, though a source may have failed (exit code 0, 3 or 4).", e, earlier, exitOK, exitPartial, exitConflicts),
	}
	list = append(list, metricsOfSources(e, earlier)...)
	return slices.DeleteFunc(list, func(m metric) bool { return len(m.samples)+len(m.kept) == 0 })
}

// kept is the end of the run where its exit code is one of these, else what an earlier run left.
func kept(name, help string, e *ended, earlier map[string][]string, codes ...int) metric {
	if slices.Contains(codes, e.code) {
		return gauge(name, help, one(seconds(e.finished)))
	}
	return metric{name: name, help: help, kept: earlier[name]}
}

// metricsOfSources are the figures of the run's data or, where it left none or was interrupted, those of earlier runs. A run over
// some of the sources keeps those of the others.
func metricsOfSources(e *ended, earlier map[string][]string) []metric {
	none := e.summary == nil || e.summary.Outcome == pipeline.Interrupted
	summary := e.summary
	if none {
		summary = &pipeline.Summary{}
	}
	list := metricsOfRun(summary)
	for i := range list {
		m := &list[i]
		switch {
		case none:
			m.samples, m.kept = nil, earlier[m.name]
		case e.some:
			m.kept = slices.DeleteFunc(slices.Clone(earlier[m.name]), func(line string) bool { return !ofOtherSource(line, summary) })
		}
	}
	return list
}

// ofOtherSource reports whether a sample is of a source that a run has not.
func ofOtherSource(line string, s *pipeline.Summary) bool {
	return strings.Contains(line, `source="`) && !slices.ContainsFunc(s.Sources, func(r dataset.SourceResult) bool {
		return strings.Contains(line, `source="`+r.ID+`"`)
	})
}

// metricsOfRun are the figures of a run that left data.
func metricsOfRun(s *pipeline.Summary) []metric {
	pages := metric{name: "rolecall_last_run_pages", help: "Pages asked for, by how each ended."}
	claims := metric{name: "rolecall_last_run_claims", help: "Claims found."}
	well := metric{name: "rolecall_last_run_source_ok", help: "Whether all pages of the source were read and it gave what is expected of it."}
	silent := metric{name: "rolecall_last_run_source_silent", help: "Whether the source gave less than half of the claims of its last good fetch, read or not."}
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

// writeMetrics writes the figures of a run in the text format of Prometheus. A reader sees the old file or the new one. The
// name of the file in the making does not end in .prom, so that no collector takes it for metrics.
func writeMetrics(path string, e *ended) error {
	text := render(metricsOf(e, readSamples(path)))
	return dataset.WriteFile(path, func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	})
}

// checkMetrics reports why figures could not be written to a file at the end of a run.
func checkMetrics(path string) error {
	path = dataset.Target(path)
	if err := checkParent(path); err != nil {
		return err
	}
	switch info, err := os.Stat(path); {
	case err == nil && info.IsDir():
		return errors.New("this is a folder; name a file in it, such as rolecall.prom")
	case err == nil && !info.Mode().IsRegular():
		return errors.New("this is a device or a pipe; name a file, such as rolecall.prom in the folder that the collector reads")
	}
	trial, err := os.CreateTemp(filepath.Dir(path), ".rolecall-*.tmp")
	if err != nil {
		return fmt.Errorf("no file can be made in %s: %w", filepath.Dir(path), errors.Unwrap(err))
	}
	return errors.Join(trial.Close(), os.Remove(trial.Name()))
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
		for _, line := range m.kept {
			b.WriteString(line + "\n")
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

// sampleLine is a sample as render writes it.
var sampleLine = regexp.MustCompile(`^([a-z_]+)(\{[a-z]+="([^"\\]|\\.)*"(,[a-z]+="([^"\\]|\\.)*")*\})? [0-9.+-]+$`)

// readSamples gives the lines of the samples in a file by the metric's name, none where there is no such file. What is no sample as
// written here is passed over, so that a damaged file does not stay so.
func readSamples(path string) map[string][]string {
	file, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer file.Close()
	samples, seen := map[string][]string{}, map[string]bool{}
	for lines := bufio.NewScanner(file); lines.Scan(); {
		line := lines.Text()
		found := sampleLine.FindStringSubmatch(line)
		if found == nil || seen[line[:strings.LastIndexByte(line, ' ')]] {
			continue
		}
		seen[line[:strings.LastIndexByte(line, ' ')]] = true
		samples[found[1]] = append(samples[found[1]], line)
	}
	return samples
}
