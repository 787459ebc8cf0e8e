package report

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"rolecall/internal/claim"
)

// payloads would call run(), or load something, if any of them were taken for more than text.
var payloads = []string{
	`<script>run(1)</script>`, `</script><script>run(2)</script>`, `<img src=x onerror=run(3)>`, `"><svg onload=run(4)>`, `' autofocus onfocus=run(5) x='`,
	`javascript:run(6)`, `JaVaScRiPt&colon;run(7)`, `data:text/html,<script>run(8)</script>`, `</title><script>run(9)</script>`, `</style><script>run(10)</script>`,
	`<iframe srcdoc="<script>parent.run(11)</script>">`, `<math><mtext></p><img src onerror=run(12)>`, `<!--><img src=x onerror=run(13)>-->`, `{{.}}${run(14)}`,
	"\u2028run(15)\u2029", `<base href=//evil.example>`, `<a href="javascript:run(16)">x</a>`, `<meta http-equiv=refresh content="0;url=//evil.example">`,
	`]]><script>run(17)</script>`, `__proto__`, `constructor`, `<template><script>run(18)</script></template>`, `<b id=filters name=q>`, `vbscript:run(19)`,
	`<link rel=stylesheet href=//evil.example>`, "\x00<script>run(20)</script>", `<svg><use href="data:image/svg+xml,<svg onload=run(21)>"/></svg>`,
}

// poisoned puts a payload into every text of a value, another one each time. Ids and enumerations stay, so that
// everything is drawn; of addresses every other one becomes a payload.
func poisoned(v reflect.Value, next *int) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			poisoned(v.Elem(), next)
		}
	case reflect.Slice:
		for i := range v.Len() {
			poisoned(v.Index(i), next)
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			return
		}
		for i := range v.NumField() {
			if !keptWhole[v.Type().Field(i).Name] {
				poisoned(v.Field(i), next)
			}
		}
	case reflect.String:
		if v.Type() == reflect.TypeFor[string]() && v.CanSet() {
			*next++
			v.SetString(payloads[*next%len(payloads)])
		}
	default:
	}
}

var keptWhole = map[string]bool{
	"ID": true, "SourceID": true, "DocumentID": true, "Category": true, "Categories": true, "SourceIDs": true, "ClaimIDs": true, "NearCopyOf": true,
	"Kind": true, "RunID": true, "Claims": true, "URL": true, "FinalURL": true, "Matrix": true, "Pairs": true, "Decision": true,
}

func hostileInput(t *testing.T) Input {
	t.Helper()
	in := sampleInput(t)
	next := 0
	poisoned(reflect.ValueOf(&in).Elem(), &next)
	for i := range in.Analysis.Matrix {
		for _, cell := range in.Analysis.Matrix[i].Cells {
			poisoned(reflect.ValueOf(cell), &next)
		}
	}
	for i := range in.Analysis.Conflicts {
		for j, side := range in.Analysis.Conflicts[i].Evidence {
			for k := range side {
				in.Analysis.Conflicts[i].Evidence[j][k].URL = payloads[(i+j+k)%len(payloads)]
				in.Analysis.Conflicts[i].Evidence[j][k].FinalURL = []string{"", "https://x.example/\"><script>run(22)</script>"}[i%2]
			}
		}
		if i%3 == 0 {
			in.Analysis.Conflicts[i].Decision = payloads[i]
		}
	}
	for i := range in.Documents {
		in.Documents[i].URL = payloads[i%len(payloads)]
	}
	return in
}

// The page of it is opened in a browser by .ci; here it must be well-formed, with nothing run by itself.
func TestHostileTexts(t *testing.T) {
	in := hostileInput(t)
	if in.Analysis.Conflicts[0].Kind != claim.SalaryAmount {
		t.Fatal("the kinds do not stay")
	}
	r := Build(in)
	page, err := r.HTML()
	if err != nil {
		t.Fatal(err)
	}
	checkElements(t, page)
	if *keep != "" {
		if err := os.WriteFile(filepath.Join(*keep, "hostile.html"), page, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
